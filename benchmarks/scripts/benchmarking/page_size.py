"""The size of a model's page with many checkpoints, all copies of one, and the seconds to draw it."""

import time

import pandas as pd

from geetkar.pages.model.draw import draw_model
from geetkar.training.model import NamedModel

# Metrics (a table of one row), the lines of training, and measures; then the same of several, the measures by step.
Checkpoint = tuple[pd.DataFrame, list[dict], dict]
Checkpoints = tuple[pd.DataFrame, list[list[dict]], dict[int, dict]]


def copies_of(checkpoint: Checkpoint, count: int) -> Checkpoints:
    """Return as many copies of a checkpoint as asked, at the steps from 1 on, all on the trunk."""
    metrics, segment, measures = checkpoint
    steps = range(1, count + 1)
    return (
        pd.concat([metrics.assign(step=step, cooled_from=0) for step in steps], ignore_index=True),
        [[{**segment[-1], "step": step, "cooled_from": None}] for step in steps],
        {step: {**measures, "step": step} for step in steps},
    )


def measure_page(model: NamedModel, checkpoint: Checkpoint, compared: tuple[dict, list[dict]], count: int) -> dict:
    """Return the bytes of the page of a model with as many checkpoints, and the seconds to draw it.

    `compared` are the references and the yardsticks that the page shows next to the checkpoints.
    """
    checkpoints, started = copies_of(checkpoint, count), time.perf_counter()
    page = draw_model(model, *checkpoints, *compared)
    seconds = time.perf_counter() - started
    return {"checkpoints": count, "bytes": len(page.encode()), "seconds": seconds}


def as_table(sizes: list[dict], songs: int, machine: str) -> str:
    """Return the figures as Markdown; a checkpoint has as many songs."""
    lines = ["| checkpoints | songs shown | MB | seconds to draw |", "|--:|--:|--:|--:|"]
    lines += [
        f"| {each['checkpoints']} | {each['checkpoints'] * songs:,} "
        f"| {each['bytes'] / 1e6:.2f} | {each['seconds']:.1f} |"
        for each in sizes
    ]
    return "\n".join([*lines, "", machine]) + "\n"
