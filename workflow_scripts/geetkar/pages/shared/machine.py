"""The machine, the versions and the commit that a figure was measured with."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def machine(*packages: str) -> dict:
    """Cores, processor and system of this machine, and the versions of Python and of the packages."""
    return {
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in packages},
    }


def pinned_versions(lock_path: str | Path, packages: Iterable[str]) -> dict[str, str]:
    """The versions of packages that a lock file names: each stage may have an environment of its own."""
    lines = Path(lock_path).read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("#")[0].strip().split("==", 1) for line in lines if "==" in line.split("#")[0])
    return {name: pinned[name] for name in packages}


def commit() -> str:
    """The commit of this project that runs, with `-dirty` when files were changed since; "unknown" without git."""
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
    """The machine in one sentence, to stand under a table."""
    versions = "".join(f", {name} {number}" for name, number in description["versions"].items())
    return (
        f"Measured on {description['cores']} cores ({description['processor']}, {description['system']}), "
        f"Python {description['python']}{versions}."
    )
