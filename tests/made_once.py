"""Folders that the test processes (pytest-xdist) share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` fills in the first process that needs it; tests must not change it."""
    base = tmp_path_factory.getbasetemp()
    if base.name.startswith("popen-"):  # the folder of one of several processes
        base = base.parent
    folder, done = base / name, base / f"{name}.done"
    with FileLock(base / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a process that failed left
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
