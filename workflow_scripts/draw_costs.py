"""Rule draw_costs: the page of seconds and memory."""

from geetkar.pages.costs.draw import draw_costs
from geetkar.workflow.scripts import run_script


def main(
    models: list[dict], checkpoints: list[tuple[str, int]], metrics: list[str], timings: list[str], page: str
) -> None:
    """Draw what each model took; `metrics` and `timings` are in the order of `checkpoints`."""
    draw_costs(models, checkpoints, metrics, timings, page)


if __name__ == "__main__":
    run_script(main, snakemake)
