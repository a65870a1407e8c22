"""Measure how long Snakemake takes to plan a model with many checkpoints."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

TOTAL = re.compile(r"^total\s+(\d+)", re.MULTILINE)


def configuration(checkpoints: int, folder: str) -> dict:
    """Return a configuration of one model with a number of checkpoints."""
    model = {
        "name": "long",
        "script": "roman",
        "cell": "lstm",
        "layers": 1,
        "hidden": 8,
        "batch": 1,
        "sequence": 10,
        "checkpoints": list(range(10, 10 * checkpoints + 10, 10)),
    }
    return {"songs": {"folder": str(Path(folder).resolve())}, "models": [model]}


def measure_planning(checkpoints: int, snakefile: str, song_folder: str) -> dict:
    """Return the jobs, the seconds and the peak memory of a dry run of the whole workflow for one model.

    Raise `RuntimeError` with Snakemake's output if the dry run fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "config.yaml")
        path.write_text(yaml.safe_dump(configuration(checkpoints, song_folder)), encoding="utf-8")
        command = [sys.executable, "-m", "snakemake", "--snakefile", snakefile, "--directory", folder, "--cores", "1"]
        output, started = Path(folder, "output"), time.perf_counter()
        with output.open("w") as file:
            process = subprocess.Popen(
                [*command, "--dry-run", "--quiet", "rules", "--configfile", path], stdout=file, stderr=subprocess.STDOUT
            )
            _, status, usage = os.wait4(process.pid, 0)
        seconds, said = time.perf_counter() - started, output.read_text(encoding="utf-8")
        total = TOTAL.search(said)
        if status or not total:
            raise RuntimeError(f"the dry run of {checkpoints} checkpoints failed:\n{said}")
    jobs = int(total.group(1))
    return {"checkpoints": checkpoints, "jobs": jobs, "seconds": seconds, "peak_mb": usage.ru_maxrss / 1024}


def as_table(sizes: list[dict], machine: str) -> str:
    """Return the measurements as a Markdown table."""
    lines = ["| checkpoints | jobs | seconds to plan | milliseconds per job | MB |", "|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {each['checkpoints']:,} | {each['jobs']:,} | {each['seconds']:.1f} "
        f"| {1000 * each['seconds'] / each['jobs']:.1f} | {each['peak_mb']:,.0f} |"
        for each in sizes
    ]
    return "\n".join([*lines, "", machine]) + "\n"
