"""Rule sum_up_benchmarks: gather the figures of all measurements in a file, for the documentation."""

from benchmarking.summary import sum_up
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(measured: list[str], figures: list[str], corpus: str, costs: str, summary: str) -> None:
    """Gather the figures; `figures` are paths in the order of `measured`."""
    write_json(summary, sum_up(dict(zip(measured, figures, strict=True)), corpus, costs))


if __name__ == "__main__":
    run_script(main, snakemake)
