"""Describe the machine, the package versions and the commit behind a result."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def machine(*packages: str) -> dict:
    """Return the cores, processor and system of this machine, and the versions of Python and of `packages`."""
    return {
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in packages},
    }


def pinned_versions(lock_path: str | Path, packages: Iterable[str]) -> dict[str, str]:
    """Return the versions of packages from a lock file, since each stage may run in an environment of its own."""
    lines = Path(lock_path).read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("#")[0].strip().split("==", 1) for line in lines if "==" in line.split("#")[0])
    return {name: pinned[name] for name in packages}


def commit() -> str:
    """Return the project's current commit, with `-dirty` if files differ from it, or "unknown" without git."""
    if shutil.which("git") is None:
        return "unknown"
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or "unknown"


def machine_line(description: dict) -> str:
    """Return a description by `machine` as a sentence, for the end of a table."""
    versions = "".join(f", {name} {number}" for name, number in description["versions"].items())
    return (
        f"Measured on {description['cores']} cores ({description['processor']}, {description['system']}), "
        f"Python {description['python']}{versions}."
    )
