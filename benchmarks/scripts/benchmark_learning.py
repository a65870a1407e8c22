"""Rule benchmark_learning: compare the presets with baselines trained for the same time, and with the yardsticks."""

from benchmarking.learning_comparison import as_table
from geetkar.pages.shared.machine import machine_line
from geetkar.workflow.files import read_json, write_json, write_text
from geetkar.workflow.scripts import run_script


def main(
    trainings: dict[str, dict[str, tuple[str, dict[str, str]]]], yardsticks: str, figures: str, table: str
) -> None:
    """Gather the results; `trainings` holds, by text and preset, the preset's file and those of its baselines."""
    texts = {
        text: {
            preset: {**read_json(path), "baselines": {name: read_json(each) for name, each in baselines.items()}}
            for preset, (path, baselines) in presets.items()
        }
        for text, presets in trainings.items()
    }
    here, *_ = [found.pop("machine") for presets in texts.values() for found in presets.values()]
    compared = read_json(yardsticks)
    write_json(figures, {"machine": here, "texts": texts, "yardsticks": compared})
    write_text(table, as_table(texts, compared, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
