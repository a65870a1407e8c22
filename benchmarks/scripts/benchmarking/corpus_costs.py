"""Measure seconds and memory of the workflow from raw songs to the data set, by Snakemake's benchmark files."""

import logging
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import yaml

from benchmarking.made_up_archive import write_archive
from geetkar.workflow.files import read_json, write_json

log = logging.getLogger("geetkar.benchmarks")

SNAKEFILE = Path(__file__).parents[3] / "Snakefile"
MODEL = {"name": "not_trained", "checkpoints": [1]}  # a configuration needs at least one model


def run_workflow(folder: Path, corpus: Mapping, rules: Sequence[str], targets: Sequence[str]) -> None:
    """Run the workflow in a folder with an archive, one job at a time.

    Only `rules` are allowed, so that nothing is crawled. Raise `RuntimeError` with Snakemake's output if it fails.
    """
    configuration = {"songs": {"folder": None}, "corpus": dict(corpus), "models": [MODEL]}
    (folder / "run.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
    command = [sys.executable, "-m", "snakemake", "--snakefile", SNAKEFILE, "--cores", "1", "--configfile", "run.yaml"]
    command += ["--allowed-rules", *rules, "--", *targets]
    done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise RuntimeError(f"the workflow failed:\n{done.stdout}")


def costs_of_jobs(folder: Path, rules: Sequence[str]) -> pd.DataFrame:
    """Return Snakemake's measurements of a run's jobs, one row per job, in the order of the rules.

    The columns are job, seconds (including the start of Python), peak_mb (the largest sampled memory; Snakemake samples
    every half second at first, later every half minute) and cpu_seconds.
    """
    paths = [path for rule in rules for path in sorted(folder.glob(f"results/benchmarks/*/{rule}*.tsv"))]
    tables = [pd.read_csv(path, sep="\t").assign(job=path.stem) for path in paths]
    columns = {"job": "job", "s": "seconds", "max_rss": "peak_mb", "cpu_time": "cpu_seconds"}
    return pd.concat(tables, ignore_index=True)[list(columns)].rename(columns=columns)


def measure_corpus(
    crawled: str, verdict: str, count: int, corpus: Mapping, rules: Sequence[str], targets: Sequence[str]
) -> pd.DataFrame:
    """Return the costs of making `targets` by `rules` from an archive of `count` songs, one row per job.

    The archive is made up from the `crawled` songs and the crawl's summary, `verdict`. `corpus` is the key of the
    configuration.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        archive = folder / "results/archive"
        archive.mkdir(parents=True)
        write_archive(Path(crawled), count, archive / "songs.jsonl.gz")
        write_json(archive / "crawl.json", {**read_json(verdict), "songs": count})
        run_workflow(folder, corpus, rules, targets)
        costs = costs_of_jobs(folder, rules)
    log.info("%d songs:\n%s", count, costs.to_string(index=False))
    return costs.assign(songs=count)


def totals(costs: pd.DataFrame) -> pd.DataFrame:
    """Return the costs of all jobs together, one row per number of songs: total seconds and largest memory."""
    return costs.groupby("songs", as_index=False).agg(
        seconds=("seconds", "sum"), peak_mb=("peak_mb", "max"), cpu_seconds=("cpu_seconds", "sum")
    )


def as_table(costs: pd.DataFrame, machine: str) -> str:
    """Return the costs as a Markdown table: one row per job, with the ratio of the largest archive to the smallest."""
    sizes = sorted(costs["songs"].unique())
    lines = [
        "| job |" + "".join(f" {songs:,} songs: s | MB |" for songs in sizes) + " s ratio | MB ratio |",
        "|---|" + "--:|--:|" * (len(sizes) + 1),
    ]
    every = totals(costs).assign(job="**all, one after the other**")
    for job, rows in pd.concat([costs, every]).groupby("job", sort=False):
        rows = rows.sort_values("songs")
        figures = "".join(f" {row.seconds:.1f} | {row.peak_mb:.0f} |" for row in rows.itertuples())
        first, last = rows.iloc[0], rows.iloc[-1]
        ratios = f" {last.seconds / first.seconds:.1f} | {last.peak_mb / first.peak_mb:.2f} |"
        lines.append(f"| {job} |{figures}{ratios}")
    return "\n".join([*lines, "", machine]) + "\n"
