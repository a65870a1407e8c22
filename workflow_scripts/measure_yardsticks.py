"""Rule measure_yardsticks: measure compressors and counts on the held-out songs."""

from pathlib import Path

from geetkar.evaluation.yardsticks import measure_yardsticks
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(train: str, val: str, test: str, yardsticks: str) -> None:
    """Measure each yardstick in bits per character, like the networks."""
    texts = (Path(path).read_text(encoding="utf-8") for path in (train, val, test))
    write_json(yardsticks, measure_yardsticks(*texts).to_dict("records"))


if __name__ == "__main__":
    run_script(main, snakemake)
