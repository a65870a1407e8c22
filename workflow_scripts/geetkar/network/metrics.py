"""Reading back what training wrote of its losses and its time."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path


def read_lines(paths: Iterable[str | Path]) -> list[list[dict]]:
    """The metrics or the timing of segments, each a list of lines; the last of metrics has the held-out losses."""
    return [[json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()] for path in paths]


def best_of(ends: Iterable[dict]) -> dict:
    """The checkpoint with the lowest validation loss, the earliest of equals."""
    return min(ends, key=lambda end: (end["validation_bpc"], end["step"]))


def ends_by_model(checkpoints: Sequence[tuple[str, int]], metrics_paths: Iterable[str | Path]) -> dict[str, list[dict]]:
    """The last line of each checkpoint's metrics, by model; paths stand in the order of `checkpoints` (model, step)."""
    ends: dict[str, list[dict]] = {}
    for (model, _), segment in zip(checkpoints, read_lines(metrics_paths), strict=True):
        ends.setdefault(model, []).append(segment[-1])
    return ends
