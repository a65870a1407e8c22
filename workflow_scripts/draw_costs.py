"""Rule draw_costs: draw the page of training time and memory."""

from geetkar.pages.costs.draw import draw_costs
from geetkar.pages.shared.machine import provenance
from geetkar.training.checkpoint_tables import read_metrics, read_timings
from geetkar.training.model import NamedModel
from geetkar.workflow.files import write_text
from geetkar.workflow.scripts import run_script


def main(configuration: dict, metrics: list[str], timings: list[str], corpus: list[str], lock: str, page: str) -> None:
    """Draw the training time and memory of each model; the checksums of the `corpus` files identify the songs."""
    models = [NamedModel.configured(entry) for entry in configuration["models"]]
    origin = provenance(configuration, lock, corpus)
    write_text(page, draw_costs(models, read_metrics(metrics), read_timings(timings), origin))


if __name__ == "__main__":
    run_script(main, snakemake)
