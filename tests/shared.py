"""What the processes that share the tests (pytest-xdist) make once for all of them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, in the first process that asks for it; not to be changed."""
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
