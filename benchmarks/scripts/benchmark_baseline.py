"""Rule benchmark_baseline: train a baseline on a text for as long as a preset trained.

A preset without its memory is one of the baselines.
"""

from benchmarking.baselines.timed_training import measure_baseline
from benchmarking.learned_text import read_text
from benchmarking.preset_training import measure_preset, without_memory
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(text: list[str], preset: str, baseline: str, model: dict, figures: str) -> None:
    """Train a baseline for as long as the preset trained, and measure its loss; `model` is the preset's."""
    seconds, learned = read_json(preset)["seconds"], read_text(text)
    if baseline == "without_memory":
        found = measure_preset(without_memory(model, learned, seconds), learned).figures
    else:
        found = measure_baseline(baseline, learned, seconds)
    write_json(figures, found)


if __name__ == "__main__":
    run_script(main, snakemake)
