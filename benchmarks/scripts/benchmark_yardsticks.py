"""Rule benchmark_yardsticks: measure compressors and counts on the last tenth of a plain text."""

from benchmarking.learned_text import read_parts
from geetkar.evaluation.yardsticks import YARDSTICKS
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(text: list[str], yardsticks: str) -> None:
    """Measure each yardstick in bits per character."""
    train, validation = read_parts(text)
    rows = [
        {
            "name": yardstick.name,
            "adaptive": yardstick.adaptive,
            "validation_bpc": yardstick.bits_per_character(train, [validation])[0],
        }
        for yardstick in YARDSTICKS
    ]
    write_json(yardsticks, rows)


if __name__ == "__main__":
    run_script(main, snakemake)
