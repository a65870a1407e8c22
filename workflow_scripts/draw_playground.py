"""Rule draw_playground: draw a page that contains networks and writes with them."""

from pathlib import Path

from geetkar.pages.playground.draw import draw_playground
from geetkar.training.checkpoint_tables import checkpoint_of, read_metrics
from geetkar.training.model import NamedModel
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(models: list[dict], weights: list[str], metrics: list[str], cells: list[str], page: str) -> None:
    """Draw the page; only weights that fit into it are read."""
    drawn = draw_playground(
        [NamedModel.configured(entry) for entry in models],
        read_metrics(metrics),
        weights={checkpoint_of(path): path for path in weights},
        cells={Path(path).parent.name: read_json(path) for path in cells},
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
