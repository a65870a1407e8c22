"""Rules draw_model and draw_so_far: a model's page."""

from geetkar.pages.model.draw import draw_model
from geetkar.workflow.scripts import run_script


def main(model: dict, measures: list[str], metrics: list[str], references: str, yardsticks: str, page: str) -> None:
    """Draw a model's checkpoints; `measures` and `metrics` are in the order of training."""
    draw_model(model, measures, metrics, references, yardsticks, page)


if __name__ == "__main__":
    run_script(main, snakemake)
