"""Rule draw_playground: the networks themselves in one page, to write with."""

from geetkar.pages.playground.draw import draw_playground
from geetkar.workflow.scripts import run_script


def main(
    models: list[dict],
    checkpoints: list[tuple[str, int]],
    weights: list[str],
    metrics: list[str],
    cells: list[str],
    page: str,
) -> None:
    """Draw the page; `weights` and `metrics` are in the order of `checkpoints`, `cells` in that of `models`."""
    draw_playground(models, [(name, step) for name, step in checkpoints], weights, metrics, cells, page)


if __name__ == "__main__":
    run_script(main, snakemake)
