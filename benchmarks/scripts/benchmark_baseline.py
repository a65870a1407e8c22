"""Rule benchmark_baseline: what a baseline learns from a text in the seconds that a preset took."""

from benchmarking.baselines.timed_training import measure_baseline
from benchmarking.learned_text import read_text
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(text: list[str], preset: str, baseline: str, figures: str) -> None:
    """Train a baseline for as many seconds as the preset took, and measure its loss."""
    seconds = read_json(preset)["seconds"]
    write_json(figures, measure_baseline(baseline, read_text(text), seconds))


if __name__ == "__main__":
    run_script(main, snakemake)
