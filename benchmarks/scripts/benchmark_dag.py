"""Rule benchmark_dag: what Snakemake itself takes to plan a model of many checkpoints."""

from benchmarking.cost_growth import TIMES, growth_of
from benchmarking.planning import as_table, measure_planning
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script

CHECKPOINTS = 100  # of the smallest model


def main(snakefile: str, folder: str, figures: str, table: str) -> None:
    """Plan models of three lengths."""
    sizes = [measure_planning(CHECKPOINTS * times, snakefile, folder) for times in TIMES]
    growth = growth_of("checkpoints planned", sizes, "checkpoints")
    here = machine("snakemake")
    write_json(figures, {"machine": here, "sizes": sizes, "growth": [growth]})
    write_text(table, as_table(sizes, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
