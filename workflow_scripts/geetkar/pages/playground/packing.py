"""Checkpoints in a page: their weights as text, and which of them have room."""

import base64
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest

import numpy as np

LARGEST = 32767  # of the integers


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


def take_within(checkpoints: Sequence[tuple[str, int]], sizes: Mapping[str, int], room: int) -> set[tuple[str, int]]:
    """Of checkpoints (model, step) by importance, those that fit: one that is too large leaves its room to later ones.

    `sizes` holds what a checkpoint of each model takes of `room`.
    """
    taken = set()
    for model, step in checkpoints:
        if sizes[model] <= room:
            taken.add((model, step))
            room -= sizes[model]
    return taken
