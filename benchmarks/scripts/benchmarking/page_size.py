"""Measure the size and the drawing time of a model's page with many checkpoints, all copies of one."""

import time

import pandas as pd

from geetkar.pages.model.draw import draw_model
from geetkar.training.model import NamedModel

# Metrics (a table of one row), lines of training and measures; for several checkpoints, measures are by step.
Checkpoint = tuple[pd.DataFrame, list[dict], dict]
Checkpoints = tuple[pd.DataFrame, list[list[dict]], dict[int, dict]]


def copies_of(checkpoint: Checkpoint, count: int) -> Checkpoints:
    """Return `count` copies of a checkpoint, at steps from 1 on, all on the trunk."""
    metrics, segment, measures = checkpoint
    steps = range(1, count + 1)
    return (
        pd.concat([metrics.assign(step=step, cooled_from=0) for step in steps], ignore_index=True),
        [[{**segment[-1], "step": step, "cooled_from": None}] for step in steps],
        {step: {**measures, "step": step} for step in steps},
    )


def measure_page(model: NamedModel, checkpoint: Checkpoint, compared: tuple[dict, list[dict]], count: int) -> dict:
    """Return the size in bytes of a model's page with `count` checkpoints, and the seconds to draw it.

    `compared` holds the references and the yardsticks that the page shows.
    """
    checkpoints, started = copies_of(checkpoint, count), time.perf_counter()
    page = draw_model(model, *checkpoints, *compared)
    seconds = time.perf_counter() - started
    return {"checkpoints": count, "bytes": len(page.encode()), "seconds": seconds}


def as_table(sizes: list[dict], songs: int, machine: str) -> str:
    """Return the sizes as a Markdown table; `songs` is the number of songs per checkpoint."""
    lines = ["| checkpoints | songs shown | MB | seconds to draw |", "|--:|--:|--:|--:|"]
    lines += [
        f"| {each['checkpoints']} | {each['checkpoints'] * songs:,} "
        f"| {each['bytes'] / 1e6:.2f} | {each['seconds']:.1f} |"
        for each in sizes
    ]
    return "\n".join([*lines, "", machine]) + "\n"
