"""Rule draw_benchmarks: draw all measurements of speed, memory and learning on one page."""

from benchmarking.page.draw import draw_benchmarks
from geetkar.workflow.scripts import run_script


def main(measured: list[str], figures: list[str], tables: list[str], lock: str, page: str) -> None:
    """Draw the page; `figures` and `tables` are paths in the order of `measured`."""
    figures_by_name, tables_by_name = (dict(zip(measured, paths, strict=True)) for paths in (figures, tables))
    draw_benchmarks(figures_by_name, tables_by_name, lock, page)


if __name__ == "__main__":
    run_script(main, snakemake)
