"""The losses and the time of training: reading them back, and carrying losses from checkpoint to checkpoint."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

POINTS_KEPT = 200  # of each curve of the losses before a checkpoint: a chart has room for no more

Point = tuple[int, float]  # steps, nats a unit


@dataclass
class Losses:
    """Losses over steps: on the training songs, and at checkpoints on the validation songs."""

    training: list[Point] = field(default_factory=list)
    validation: list[Point] = field(default_factory=list)

    def add(self, segment: Sequence[Mapping]) -> None:
        """Append those of a segment's own lines."""
        *lines, end = segment
        self.training += [(line["step"], line["loss_nats"]) for line in lines]
        self.validation.append((end["step"], end["validation_nats"]))


def losses_by_branch(segments: Iterable[Sequence[Mapping]]) -> tuple[Losses, Losses]:
    """Return the losses of a model's segments: those of the trunk, and those of its cooled branches."""
    trunk, cooled = Losses(), Losses()
    for segment in segments:
        (cooled if segment[-1]["cooled_from"] else trunk).add(segment)
    return trunk, cooled


def losses_until(segment: Sequence[Mapping]) -> tuple[Losses, Losses]:
    """Return the losses that lead to a segment's checkpoint: those of the trunk, and those of its cooled branch."""
    trunk, cooled = losses_by_branch([segment])
    before = segment[-1]["before"]
    trunk.training[:0] = map(tuple, before["training"])
    trunk.validation[:0] = map(tuple, before["validation"])
    return trunk, cooled


def losses_before(previous: Sequence[Mapping] | None) -> dict[str, list[Point]]:
    """Return what a segment's metrics carry of the losses before it, thinned; `previous` is the segment before.

    Each checkpoint carries them, so that its page needs no other checkpoint's metrics.
    """
    losses = losses_until(previous)[0] if previous else Losses()
    return {"training": thin(losses.training), "validation": thin(losses.validation)}


def thin(points: Sequence[Point]) -> list[Point]:
    """Keep at most `POINTS_KEPT` points, evenly spread over the steps.

    One is kept of each interval. Intervals have a power of two of steps, so that those of a later checkpoint join two
    of an earlier one: points stay even, however often they are thinned.
    """
    width = 1
    while points and points[-1][0] >= width * POINTS_KEPT:
        width *= 2
    return list({step // width: (step, nats) for step, nats in points}.values())


def read_lines(paths: Iterable[str | Path]) -> list[list[dict]]:
    """The metrics or the timing of segments, each a list of lines; the last of metrics has the held-out losses."""
    return [[json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()] for path in paths]
