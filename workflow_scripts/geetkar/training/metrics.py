"""Metrics and timing of training: reading them, and carrying the losses from checkpoint to checkpoint."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

POINTS_KEPT = 200  # of each curve of losses that a checkpoint carries; a chart has no room for more

Point = tuple[int, float]  # step, nats per unit


@dataclass
class Losses:
    """Losses by step: `training` on the training songs, `validation` on the validation songs, at checkpoints only."""

    training: list[Point] = field(default_factory=list)
    validation: list[Point] = field(default_factory=list)

    def add(self, segment: Sequence[Mapping]) -> None:
        """Append the losses in the metrics of a segment."""
        *lines, end = segment
        self.training += [(line["step"], line["loss_nats"]) for line in lines]
        self.validation.append((end["step"], end["validation_nats"]))


def losses_by_branch(segments: Iterable[Sequence[Mapping]]) -> tuple[Losses, Losses]:
    """Return the losses of a model's segments: first those of the trunk, then those of the cooled branches."""
    trunk, cooled = Losses(), Losses()
    for segment in segments:
        (cooled if segment[-1]["cooled_from"] else trunk).add(segment)
    return trunk, cooled


def losses_until(segment: Sequence[Mapping]) -> tuple[Losses, Losses]:
    """Return the losses up to a segment's checkpoint: first those of the trunk, then those of its cooled branch."""
    trunk, cooled = losses_by_branch([segment])
    before = segment[-1]["before"]
    trunk.training[:0] = map(tuple, before["training"])
    trunk.validation[:0] = map(tuple, before["validation"])
    return trunk, cooled


def losses_before(previous: Sequence[Mapping] | None) -> dict[str, list[Point]]:
    """Return the thinned losses up to the previous segment's checkpoint; `previous` is that segment's metrics.

    Each checkpoint's metrics carry them, so that its page needs no other checkpoint's metrics.
    """
    losses = losses_until(previous)[0] if previous else Losses()
    return {"training": thin(losses.training), "validation": thin(losses.validation)}


def thin(points: Sequence[Point]) -> list[Point]:
    """Keep at most `POINTS_KEPT` points, evenly spread over the steps.

    Keep the last point of each interval of steps. The length of intervals is a power of two, so that a longer interval
    is made of whole shorter ones, and points stay evenly spread however often they are thinned.
    """
    width = 1
    while points and points[-1][0] >= width * POINTS_KEPT:
        width *= 2
    return list({step // width: (step, nats) for step, nats in points}.values())


def read_lines(paths: Iterable[str | Path]) -> list[list[dict]]:
    """Read files of metrics or timing, each as a list of lines; the last line of metrics has the held-out losses."""
    return [[json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()] for path in paths]
