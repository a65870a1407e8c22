"""Describe the machine, the package versions and the commit behind a result."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import yaml

from geetkar import __version__
from geetkar.workflow.files import checksum

SHOWN_VERSIONS = ("snakemake", "scrapy", "torch", "onnxruntime", "numpy")


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


def provenance(configuration: dict, lock_path: str | Path, texts: Iterable[str]) -> dict:
    """Return what identifies a run: the versions of its software, its configuration, and the checksums of its texts."""
    return {
        "version": __version__,
        "commit": commit(),
        "versions": pinned_versions(lock_path, SHOWN_VERSIONS),
        "checksums": {path: checksum(path) for path in texts},
        # A deep copy, since YAML would write parts that two models share as aliases.
        "config": yaml.safe_dump(json.loads(json.dumps(configuration)), allow_unicode=True, sort_keys=False),
    }


def machine_line(description: dict) -> str:
    """Return a description by `machine` as a sentence, for the end of a table."""
    versions = "".join(f", {name} {number}" for name, number in description["versions"].items())
    return (
        f"Measured on {description['cores']} cores ({description['processor']}, {description['system']}), "
        f"Python {description['python']}{versions}."
    )
