"""Rule write_events: a model's metrics as TensorBoard reads them."""

from geetkar.training.events import write_events
from geetkar.workflow.scripts import run_script


def main(metrics: list[str], timings: list[str], folder: str) -> None:
    """Write the runs of a model; `metrics` and `timings` are in the order of its checkpoints' steps."""
    write_events(metrics, timings, folder)


if __name__ == "__main__":
    run_script(main, snakemake)
