"""Rule benchmark_corpus: measure the workflow from raw songs to the data set, for an archive and for larger ones."""

import json

import pandas as pd

from benchmarking.corpus_costs import as_table, measure_corpus, totals
from benchmarking.cost_growth import growth_of
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script

SIZES = (0.3, 1, 3)  # of the archives, relative to that with `songs` songs


def main(
    crawled: str,
    verdict: str,
    songs: int,
    corpus: dict,
    rules: list[str],
    targets: list[str],
    figures: str,
    table: str,
) -> None:
    """Measure archives of three sizes, one with `songs` songs; the largest has ten times as many as the smallest."""
    sizes = (round(times * songs) for times in SIZES)
    costs = pd.concat([measure_corpus(crawled, verdict, count, corpus, rules, targets) for count in sizes])
    growth = growth_of("songs read, raw files to data set", totals(costs).to_dict("records"), "songs")
    here = machine("pyarrow")
    jobs = json.loads(costs.to_json(orient="records"))
    write_json(figures, {"machine": here, "jobs": jobs, "growth": [growth]})
    write_text(table, as_table(costs, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
