"""Rule train_segment: train a model from its previous checkpoint to this one."""

from geetkar.memory.discounts import read_discounts
from geetkar.training.device import prepare_torch
from geetkar.training.loop import train_segment
from geetkar.training.metrics import read_lines
from geetkar.training.model import Model
from geetkar.training.progress import begin, begin_from, resume
from geetkar.vocabulary.encoding import open_split
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.array_files import open_array
from geetkar.workflow.scripts import run_script


def main(
    model: str,
    step: str,
    configured: dict,
    cooled_from: int | None,
    vocabulary: str,
    train: list[str],
    val: list[str],
    test: list[str],
    previous: list[str],
    network: list[str],
    vectors: list[str],
    memory: list[str],
    weights: str,
    optimizer: str,
    metrics: str,
    timing: str,
) -> None:
    """Train one segment of a model.

    - `configured`: the model's options.
    - `cooled_from`: the step from which the segment cools, or None.
    - `train`, `val` and `test`: each an array, its description and, if the model has a memory, its rows.
    - `previous`: weights, optimizer and metrics of the previous checkpoint, empty for the first segment.
    - `network`: for the first segment of a model that begins from a trained network, its weights, else empty.
    - `vectors`: for the first segment of a model with a new pretrained embedding, else empty.
    - `memory`: the settings of the model's memory; empty if it has none.
    """
    prepare_torch()
    options, units = Model.configured(configured), read_vocabulary(vocabulary)
    if previous:
        progress, (lines,) = resume(options, units, *previous[:2]), read_lines(previous[2:])
    elif network:
        progress, lines = begin_from(options, units, *network), None
    else:
        progress, lines = begin(options, units, open_array(*vectors) if vectors else None), None
    splits = {"train": open_split(*train), "val": open_split(*val), "test": open_split(*test)}
    checkpoint = {"weights": weights, "optimizer": optimizer, "metrics": metrics, "timing": timing}
    discounts = read_discounts(*memory) if memory else None
    train_segment(model, options, units, splits, progress, int(step), checkpoint, cooled_from, lines, discounts)


if __name__ == "__main__":
    run_script(main, snakemake)
