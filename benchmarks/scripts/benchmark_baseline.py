"""Rule benchmark_baseline: train a baseline on a text for as long as a preset trained."""

from benchmarking.baselines.timed_training import measure_baseline
from benchmarking.learned_text import read_text
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(text: list[str], preset: str, baseline: str, figures: str) -> None:
    """Train a baseline for as long as the preset trained, and measure its loss."""
    seconds = read_json(preset)["seconds"]
    write_json(figures, measure_baseline(baseline, read_text(text), seconds))


if __name__ == "__main__":
    run_script(main, snakemake)
