"""Rule draw_index: draw the page that compares all models and links to all others."""

from pathlib import Path

from geetkar.pages.index.draw import draw_index, shown_checkpoints
from geetkar.training.checkpoint_tables import checkpoint_of, read_metrics
from geetkar.training.model import NamedModel
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    configuration: dict,
    measures: list[str],
    metrics: list[str],
    references: list[str],
    yardsticks: list[str],
    judged: list[str],
    forms: list[str],
    summary: str,
    page: str,
) -> None:
    """Draw the index."""
    losses = read_metrics(metrics)
    shown = shown_checkpoints([NamedModel.configured(entry) for entry in configuration["models"]], losses)
    drawn = draw_index(
        configuration,
        losses,
        measures={checkpoint_of(path): read_json(path) for path in measures if checkpoint_of(path) in shown},
        references={Path(path).parent.name: read_json(path) for path in references},
        yardsticks={Path(path).parent.name: read_json(path) for path in yardsticks},
        judged={Path(path).parent.name: read_json(path) for path in judged},
        forms={checkpoint_of(path): read_json(path) for path in forms if checkpoint_of(path) in shown},
        summary=read_json(summary),
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
