"""Rule benchmark_preset: train a preset on a text, and measure its loss and the training time."""

from benchmarking.learned_text import read_text
from benchmarking.preset_training import measure_preset
from geetkar.pages.shared.machine import machine
from geetkar.workflow.files import replacing, write_json
from geetkar.workflow.scripts import run_script


def main(text: list[str], model: dict, figures: str, network: str) -> None:
    """Train a preset's model and measure its loss."""
    found = measure_preset(model, read_text(text))
    write_json(figures, {**found.figures, "machine": machine("torch")})
    with replacing(network) as temporary:
        temporary.write_bytes(found.network)


if __name__ == "__main__":
    run_script(main, snakemake)
