"""Rule benchmark_pages: measure the size and the drawing time of a model's page with many checkpoints."""

from benchmarking.cost_growth import TIMES, growth_of
from benchmarking.page_size import as_table, measure_page
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.training.checkpoint_tables import read_metrics
from geetkar.training.metrics import read_lines
from geetkar.training.model import NamedModel
from geetkar.workflow.files import read_json, write_json, write_text
from geetkar.workflow.scripts import run_script

CHECKPOINTS = 5  # on the smallest page


def main(model: dict, measures: str, metrics: str, references: str, yardsticks: str, figures: str, table: str) -> None:
    """Draw pages with three numbers of checkpoints, all copies of one."""
    (segment,) = read_lines([metrics])
    checkpoint = read_metrics([metrics]), segment, read_json(measures)
    compared = read_json(references), read_json(yardsticks)
    sizes = [measure_page(NamedModel.configured(model), checkpoint, compared, CHECKPOINTS * times) for times in TIMES]
    growth = growth_of("checkpoints drawn on a page", sizes, "checkpoints")
    here = machine("jinja2", "matplotlib")
    write_json(figures, {"machine": here, "sizes": sizes, "growth": [growth]})
    write_text(table, as_table(sizes, len(checkpoint[2]["samples"]), machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
