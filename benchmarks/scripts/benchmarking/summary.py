"""Gather the figures of all measurements in one file."""

import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from geetkar.pages.shared.machine import machine
from geetkar.workflow.files import read_json

DIGITS = 5  # of each figure; more would be noise
PROCESSORS = Path("/proc/cpuinfo")  # of Linux
BFLOAT16 = {"amx_bf16": "AMX", "avx512_bf16": "AVX-512"}  # instructions for bfloat16, by flag; the fastest first


def sum_up(figures: Mapping[str, str], corpus: str, costs: str) -> dict:
    """Return the figures of each measurement with the day of the last one, the machine, the songs, and what it took.

    `figures` are JSON files by measurement, `corpus` is the summary of the corpus, and `costs` the folder of
    Snakemake's measurements of the jobs.
    """
    found = {name: read_json(path) for name, path in figures.items()}
    machines = [each.pop("machine") for each in found.values()]
    versions = {name: number for each in machines for name, number in each["versions"].items()}
    counts = read_json(corpus)
    return {
        "date": date.fromtimestamp(max(Path(path).stat().st_mtime for path in figures.values())).isoformat(),
        "machine": {**machine(), **describe_processor(PROCESSORS), "versions": dict(sorted(versions.items()))},
        "songs": {"all": counts["songs"], **counts["splits"]},
        "seconds": seconds_of_jobs(Path(costs)),
        **{name: rounded(each) for name, each in found.items()},
    }


def describe_processor(path: Path) -> dict:
    """Return the processor's name and its instructions for bfloat16 (null if it has none), from Linux's list."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    listed = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = listed.get("flags", "").split()
    bfloat16 = next((name for flag, name in BFLOAT16.items() if flag in flags), None)
    return {"processor": listed.get("model name") or platform.machine(), "bfloat16": bfloat16}


def seconds_of_jobs(folder: Path) -> dict[str, float]:
    """Return the seconds of each job that Snakemake measured, by the name of its file."""
    tables = {path.stem: pd.read_csv(path, sep="\t") for path in sorted(folder.glob("*.tsv"))}
    return {name: float(f"{table['s'].iloc[-1]:.0f}") for name, table in tables.items()}


def rounded(value: object) -> object:
    """Return a value from JSON with all its fractions rounded; its keys keep the order of the tables."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [rounded(each) for each in value]
    return value
