"""Rule write_events: write a model's metrics in TensorBoard's format."""

from geetkar.training.events import write_events
from geetkar.workflow.scripts import run_script


def main(metrics: list[str], timings: list[str], folder: str) -> None:
    """Write a model's runs; `metrics` and `timings` are in the order of the checkpoints' steps."""
    write_events(metrics, timings, folder)


if __name__ == "__main__":
    run_script(main, snakemake)
