"""Rule draw_index: the page that compares all models and links to everything."""

from geetkar.pages.index.draw import draw_index
from geetkar.workflow.scripts import run_script


def main(
    configuration: dict,
    checkpoints: list[tuple[str, int]],
    scripts: list[str],
    measures: list[str],
    metrics: list[str],
    yardsticks: list[str],
    corpus: list[str],
    summary: str,
    lock: str,
    page: str,
) -> None:
    """Draw the index; `measures` and `metrics` are in the order of `checkpoints`, `yardsticks` in that of `scripts`."""
    by_script = dict(zip(scripts, yardsticks, strict=True))
    draw_index(configuration, checkpoints, measures, metrics, by_script, corpus, summary, lock, page)


if __name__ == "__main__":
    run_script(main, snakemake)
