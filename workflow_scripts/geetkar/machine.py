"""What a figure was measured on."""

import os
import platform
from importlib.metadata import version


def machine(*packages: str) -> dict:
    """Cores, processor and system of this machine, and the versions of Python and of the packages."""
    return {
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in packages},
    }


def machine_line(description: dict) -> str:
    """The machine in one sentence, to stand under a table."""
    versions = "".join(f", {name} {number}" for name, number in description["versions"].items())
    return (
        f"Measured on {description['cores']} cores ({description['processor']}, {description['system']}), "
        f"Python {description['python']}{versions}."
    )
