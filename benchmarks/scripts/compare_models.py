"""Rule compare_models: compare each model of a configuration with the one that it differs least from."""

from benchmarking.model_comparison import as_table, compare
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.training.checkpoint_tables import read_metrics, read_timings
from geetkar.training.model import NamedModel
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script


def main(models: list[dict], metrics: list[str], timings: list[str], figures: str, table: str) -> None:
    """Compare all models of a configuration."""
    rows = compare([NamedModel.configured(entry) for entry in models], read_metrics(metrics), read_timings(timings))
    here = machine()
    write_json(figures, {"machine": here, "models": rows})
    write_text(table, as_table(rows, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
