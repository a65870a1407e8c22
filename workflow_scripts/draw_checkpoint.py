"""Rule draw_checkpoint: draw the page of a checkpoint."""

from geetkar.pages.checkpoint.draw import draw_checkpoint
from geetkar.training.metrics import read_lines
from geetkar.training.model import NamedModel
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(model: dict, measures: str, metrics: str, references: str, page: str) -> None:
    """Draw a checkpoint's samples, its loss so far and its measures."""
    (segment,) = read_lines([metrics])
    write_text(page, draw_checkpoint(NamedModel.configured(model), segment, read_json(measures), read_json(references)))


if __name__ == "__main__":
    run_script(main, snakemake)
