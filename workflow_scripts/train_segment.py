"""Rule train_segment: carry a model from its previous checkpoint to this one."""

from geetkar.training.device import prepare_torch
from geetkar.training.loop import train_segment
from geetkar.training.metrics import read_lines
from geetkar.training.model import Model
from geetkar.training.progress import begin, resume
from geetkar.vocabulary.encoding import open_encoded, open_split
from geetkar.vocabulary.vocabulary import read_vocabulary


def main(
    name: str,
    model: Model,
    vocabulary_path: str,
    encoded: dict[str, tuple[str, str]],
    previous: list[str],
    vectors: str | None,
    last_step: int,
    cooled_from: int | None,
    checkpoint: dict[str, str],
) -> None:
    """Train one segment.

    `encoded` gives each split's array and description; `previous` the weights, optimizer and metrics of the checkpoint
    before (empty for the first segment); `vectors` those of a pretrained embedding for its first one; `cooled_from`
    the step from which the segment cools, if it does; `checkpoint` the files to write.
    """
    prepare_torch()
    vocabulary = read_vocabulary(vocabulary_path)
    splits = {split: open_split(*paths) for split, paths in encoded.items()}
    if previous:
        weights, optimizer, metrics = previous
        progress = resume(model, vocabulary, weights, optimizer)
        (lines,) = read_lines([metrics])
    else:
        progress = begin(model, vocabulary, open_encoded(vectors) if vectors else None)
        lines = None
    train_segment(name, model, vocabulary, splits, progress, last_step, checkpoint, cooled_from, lines)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.wildcards.model,
            Model.configured(snakemake.params.model),
            snakemake.input.vocabulary,
            {split: (snakemake.input[split][0], snakemake.input[split][1]) for split in ("train", "val", "test")},
            list(snakemake.input.previous),
            snakemake.input.vectors or None,
            int(snakemake.wildcards.step),
            snakemake.params.cooled_from,
            dict(snakemake.output.items()),
        )
