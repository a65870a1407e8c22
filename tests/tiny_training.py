"""Training of a tiny network through checkpoints, each segment from the previous one's files, as the rule does it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from geetkar.memory.layout import DISTRIBUTIONS, layout_of
from geetkar.memory.tables import ORDERS
from geetkar.training.loop import train_segment
from geetkar.training.metrics import read_lines
from geetkar.training.model import Model
from geetkar.training.progress import Progress, begin, resume
from geetkar.verse.arrangement import CODES, Arrangement
from geetkar.verse.spellings import Spellings
from geetkar.vocabulary.encoding import Split
from geetkar.vocabulary.vocabulary import Vocabulary, build_vocabulary

TINY_MODEL = Model(  # a network of width 4
    script="itrans",
    unit="char",
    line_order="forward",
    plans=False,
    cell="lstm",
    layers=2,
    hidden=4,
    input="embedding",
    embedding_size=3,
    dropout=0.2,
    weight_drop=0.0,
    residual=False,
    memory="none",
    batch=5,
    sequence=7,
    initialization="orthogonal",
    optimizer="rmsprop",
    weight_decay=0.01,
    precision="auto",
    device="auto",
    processes=1,
    learning_rate=0.01,
    warmup_steps=0,
    decay_factor=0.97,
    decay_after_epochs=1,
    clip=5.0,
    seed=1,
)

# The texts that a network may read: as they are sung, and arranged.
ARRANGEMENTS = [
    {"line_order": line_order, "plans": plans} for line_order in ("forward", "backward") for plans in (False, True)
]

# Of the memory `song`.
DISCOUNTS = np.full((len(DISTRIBUTIONS["song"]), len(ORDERS), 3), 0.5).tolist()

FILES = {
    "weights": "weights.safetensors",
    "optimizer": "optimizer.safetensors",
    "metrics": "metrics.jsonl",
    "timing": "timing.jsonl",
}


def arrangement_of(model: Model) -> Arrangement:
    """Return how a model reads texts."""
    return Arrangement(model.line_order, Spellings(model.script).sounds if model.plans else None)


def arranged(model: Model, text: str) -> tuple[str, Vocabulary]:
    """Return a text as a model reads it, with its vocabulary of characters."""
    read = arrangement_of(model).arrange(text)
    return read, build_vocabulary(read, model.script, "char", also=CODES if model.plans else "")


def with_made_up_rows(split: Split, memory: str, vocabulary: Vocabulary) -> Split:
    """Return a text with rows of small random bytes for a memory, or without rows if it is `none`."""
    if memory == "none":
        return split
    shape = (len(split.encoded), layout_of(memory, len(vocabulary)).width)
    return replace(split, rows=np.random.default_rng(1).integers(64, size=shape, dtype=np.uint8))


def checkpoint_files(folder: Path) -> dict[str, str]:
    """Make a folder for a checkpoint, and return the paths of its files."""
    folder.mkdir(parents=True)
    return {kind: str(folder / name) for kind, name in FILES.items()}


def train_through(steps, folder, model, vocabulary, split) -> tuple[Progress, dict[str, str]]:
    """Train through checkpoints at the given steps; return the final progress and the last checkpoint's files."""
    splits, files, lines = {"train": split, "val": split, "test": split}, None, None
    for step in steps:
        progress = (
            resume(model, vocabulary, files["weights"], files["optimizer"]) if files else begin(model, vocabulary)
        )
        files = checkpoint_files(folder / f"step-{step}")
        train_segment("tiny", model, vocabulary, splits, progress, step, files, previous=lines)
        (lines,) = read_lines([files["metrics"]])
    return progress, files


def tensor_bytes(files: dict[str, str]) -> list[bytes]:
    """Return the content of a checkpoint's weights and optimizer files."""
    return [Path(files[kind]).read_bytes() for kind in ("weights", "optimizer")]
