"""Rule compare_splits: measure how much better the validation loss would look with a split by line."""

from pathlib import Path

from geetkar.evaluation.split_comparison import compare_splits
from geetkar.training.model import Model
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script


def main(train: str, val: str, comparison: str, model: dict, steps: int) -> None:
    """Train a small network on each split, and write both losses."""
    train_text, val_text = (Path(path).read_text(encoding="utf-8") for path in (train, val))
    write_json(comparison, compare_splits(train_text, val_text, Model.configured(model), steps))


if __name__ == "__main__":
    run_script(main, snakemake)
