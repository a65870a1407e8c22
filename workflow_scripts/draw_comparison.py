"""Rule draw_comparison: draw the page that compares two models over their training."""

from pathlib import Path

from geetkar.pages.comparison.draw import draw_comparison
from geetkar.training.checkpoint_tables import checkpoint_of, read_metrics, read_timings
from geetkar.training.model import Model, NamedModel
from geetkar.workflow.files import read_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    models: list[dict],
    article: dict,
    measures: list[str],
    metrics: list[str],
    timings: list[str],
    judged: list[str],
    forms: list[str],
    references: str,
    page: str,
) -> None:
    """Compare two models; `forms` are those of models with plans."""
    drawn = draw_comparison(
        [NamedModel.configured(entry) for entry in models],
        read_metrics(metrics),
        read_timings(timings),
        measures={checkpoint_of(path): read_json(path) for path in measures},
        judged={Path(path).parent.name: read_json(path) for path in judged},
        forms={checkpoint_of(path): read_json(path) for path in forms},
        references=read_json(references),
        article=Model.configured(article),
    )
    write_text(page, drawn)


if __name__ == "__main__":
    run_script(main, snakemake)
