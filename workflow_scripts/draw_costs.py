"""Rule draw_costs: draw the page of training time and memory."""

from geetkar.pages.costs.draw import draw_costs
from geetkar.training.checkpoint_tables import read_metrics, read_timings
from geetkar.training.model import NamedModel
from geetkar.workflow.files import write_text
from geetkar.workflow.scripts import run_script


def main(models: list[dict], metrics: list[str], timings: list[str], page: str) -> None:
    """Draw the training time and memory of each model."""
    write_text(
        page,
        draw_costs([NamedModel.configured(entry) for entry in models], read_metrics(metrics), read_timings(timings)),
    )


if __name__ == "__main__":
    run_script(main, snakemake)
