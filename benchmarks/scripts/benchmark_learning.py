"""Rules benchmark_learning and benchmark_plain_text: compare the presets' losses on a text with those of others."""

from benchmarking.learning_comparison import as_table
from geetkar.pages.shared.machine import machine_line
from geetkar.workflow.files import read_json, write_json, write_text
from geetkar.workflow.scripts import run_script


def main(trainings: dict[str, dict[str, dict[str, str]]], yardsticks: str, figures: str, table: str) -> None:
    """Gather the results; `trainings` holds, by preset, the files of its `seeds` and of its `baselines`."""
    presets = {preset: _results_of(**files) for preset, files in trainings.items()}
    here, *_ = [found.pop("machine") for found in presets.values()]
    compared = read_json(yardsticks)
    write_json(figures, {"machine": here, "presets": presets, "yardsticks": compared})
    write_text(table, as_table(presets, compared, machine_line(here)))


def _results_of(seeds: dict[str, str], baselines: dict[str, str]) -> dict:
    """Return the results of a preset's first seed, with those of its other seeds and its baselines."""
    (_, first), *others = ((seed, _read_results(path)) for seed, path in seeds.items())
    compared = {name: _read_results(path) for name, path in baselines.items()}
    return {**first, "other_seeds": dict(others), "baselines": compared}


def _read_results(path: str) -> dict:
    """Return the results of a training without its texts, which have a table of their own."""
    found = read_json(path)
    found.pop("written", None)
    return found


if __name__ == "__main__":
    run_script(main, snakemake)
