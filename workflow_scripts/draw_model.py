"""Rules draw_model and draw_so_far: draw the page of a model."""

from geetkar.pages.model.draw import draw_model
from geetkar.training.checkpoint_tables import read_metrics
from geetkar.training.metrics import read_lines
from geetkar.training.model import NamedModel
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    model: dict,
    measures: list[str],
    metrics: list[str],
    references: str,
    yardsticks: str,
    memory_help: list[str],
    judged: list[str],
    forms: list[str],
    page: str,
) -> None:
    """Draw the page of a model from its checkpoints.

    `memory_help` is empty for a model without a memory, `forms` for one without plans; with `judged`, during training.
    """
    checkpoints = {each["step"]: each for each in map(read_json, measures)}
    drawn = draw_model(
        NamedModel.configured(model),
        read_metrics(metrics),
        read_lines(metrics),
        checkpoints,
        read_json(references),
        read_json(yardsticks),
        next(map(read_json, memory_help), None),
        next(map(read_json, judged), None),
        {each["step"]: each for each in map(read_json, forms)},
        model["begin_from"],
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
