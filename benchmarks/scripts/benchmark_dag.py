"""Rule benchmark_dag: measure how long Snakemake takes to plan a model with many checkpoints."""

from benchmarking.cost_growth import TIMES, growth_of
from benchmarking.planning import as_table, measure_planning
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script

CHECKPOINTS = 100  # of the model with the fewest


def main(snakefile: str, folder: str, figures: str, table: str) -> None:
    """Measure models with three numbers of checkpoints."""
    sizes = [measure_planning(CHECKPOINTS * times, snakefile, folder) for times in TIMES]
    growth = growth_of("checkpoints planned", sizes, "checkpoints")
    here = machine("snakemake")
    write_json(figures, {"machine": here, "sizes": sizes, "growth": [growth]})
    write_text(table, as_table(sizes, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
