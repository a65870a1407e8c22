"""Rule draw_checkpoint: a checkpoint's page."""

from geetkar.pages.checkpoint.draw import draw_checkpoint
from geetkar.workflow.scripts import run_script


def main(model: dict, measures: str, metrics: str, references: str, page: str) -> None:
    """Draw what a checkpoint writes, its loss so far and its measures."""
    draw_checkpoint(model, measures, metrics, references, page)


if __name__ == "__main__":
    run_script(main, snakemake)
