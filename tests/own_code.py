"""Search the project's own Python code, including the rules, for what it must not contain."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWN_CODE = [
    *sorted((ROOT / "workflow_scripts").rglob("*.py")),
    *sorted((ROOT / "rules").glob("*.smk")),
    *sorted((ROOT / "benchmarks/scripts").rglob("*.py")),
    ROOT / "benchmarks/Snakefile",
]


def lines_with(pattern: str, paths: Iterable[Path]) -> list[str]:
    """Return the lines that match a pattern, each with its file and number."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
