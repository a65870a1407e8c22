"""Checkpoints in a page: their weights as text, and which of them have room."""

import base64
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path

import numpy as np

LARGEST = 32767  # of the integers
BASE64 = 4 / 3  # characters of base64 for a byte


def pack_tensors(tensors: Mapping[str, np.ndarray]) -> str:
    """Weights as base64, in the order of the tensors' names: a float32 scale for each row, then int16 for each weight.

    A weight is its row's scale times its integer. At the size of float16 that is several times as exact, since a row's
    weights are of one magnitude. All is little-endian; a bias is one row.
    """
    rows = [np.atleast_2d(tensors[name]).astype(np.float32) for name in sorted(tensors)]
    scales = [np.abs(each).max(axis=1, keepdims=True) / LARGEST for each in rows]
    integers = [
        np.rint(np.divide(each, scale, out=np.zeros_like(each), where=scale > 0))
        for each, scale in zip(rows, scales, strict=True)
    ]
    parts = [each.astype("<f4") for each in scales] + [each.astype("<i2") for each in integers]
    return base64.b64encode(b"".join(part.tobytes() for part in parts)).decode("ascii")


def shapes_of(tensors: Mapping[str, np.ndarray]) -> list[tuple[str, list[int]]]:
    """Name and shape of each tensor in the order of `pack_tensors`."""
    return [(name, list(tensors[name].shape)) for name in sorted(tensors)]


def packed_size(weights_path: str | Path) -> int:
    """About how many characters `pack_tensors` makes of a file of float32 weights: rows are long, scales few."""
    return round(Path(weights_path).stat().st_size / 2 * BASE64)


def by_importance(steps: Mapping[str, Sequence[int]], best: Mapping[str, int]) -> list[tuple[str, int]]:
    """All checkpoints (model, step): each model's best first, then the first ones, then the others, spread evenly."""
    bests = [(model, best[model]) for model in steps]
    firsts = [(model, own[0]) for model, own in steps.items() if own[0] != best[model]]
    taken = {*bests, *firsts}
    others = [
        spread_evenly([(model, step) for step in own if (model, step) not in taken]) for model, own in steps.items()
    ]
    # A model after the other, so that none takes all the room.
    in_turn = (each for each in chain.from_iterable(zip_longest(*others)) if each)
    return [*bests, *firsts, *in_turn]


def spread_evenly(items: Sequence) -> Iterator:
    """The middle one first, then the middles of both halves, and so on: any beginning covers the whole."""
    parts = deque([items])
    while parts:
        part = parts.popleft()
        if part:
            middle = len(part) // 2
            yield part[middle]
            parts += [part[:middle], part[middle + 1 :]]


def take_within(checkpoints: Sequence[tuple[str, int]], sizes: Mapping[tuple[str, int], int], room: int) -> set:
    """Of checkpoints by importance, those that fit: one that is too large leaves its room to later ones."""
    taken = set()
    for checkpoint in checkpoints:
        if sizes[checkpoint] <= room:
            taken.add(checkpoint)
            room -= sizes[checkpoint]
    return taken
