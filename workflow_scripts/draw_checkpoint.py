"""Rule draw_checkpoint: draw the page of a checkpoint."""

from geetkar.pages.checkpoint.draw import draw_checkpoint
from geetkar.training.metrics import read_lines
from geetkar.training.model import NamedModel
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(model: dict, measures: str, metrics: str, references: str, forms: list[str], page: str) -> None:
    """Draw a checkpoint's samples, its loss so far and its measures. `forms` is empty for a model without plans."""
    (segment,) = read_lines([metrics])
    drawn = draw_checkpoint(
        NamedModel.configured(model),
        segment,
        read_json(measures),
        read_json(references),
        next(map(read_json, forms), None),
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
