"""Pack checkpoints into a page: encode their weights as text, and choose those that fit."""

import base64
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest

import numpy as np

LARGEST = 32767  # the largest int16


def pack_tensors(tensors: Mapping[str, np.ndarray]) -> str:
    """Return weights as text, in the order of the tensors' names: a float32 scale per row, then an int16 per weight.

    A weight is its row's scale times its integer. This takes the space of float16 and is several times as exact, since
    the weights of a row have similar magnitudes. Numbers are little-endian; a bias counts as one row. The text is in
    base 85, which is 6 % shorter than base 64; it has a comma for each `<`, which a page must not have.
    """
    rows = [np.atleast_2d(tensors[name]).astype(np.float32) for name in sorted(tensors)]
    scales = [np.abs(each).max(axis=1, keepdims=True) / LARGEST for each in rows]
    integers = [
        np.rint(np.divide(each, scale, out=np.zeros_like(each), where=scale > 0))
        for each, scale in zip(rows, scales, strict=True)
    ]
    parts = [each.astype("<f4") for each in scales] + [each.astype("<i2") for each in integers]
    return base64.b85encode(b"".join(part.tobytes() for part in parts)).decode("ascii").replace("<", ",")


def shapes_of(tensors: Mapping[str, np.ndarray]) -> list[tuple[str, list[int]]]:
    """Return the name and shape of each tensor, in the order of `pack_tensors`."""
    return [(name, list(tensors[name].shape)) for name in sorted(tensors)]


def by_importance(steps: Mapping[str, Sequence[int]], best: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return all checkpoints (model, step) by importance: the best of each model, the first of each, then the others.

    The others of a model are ordered so that any number of them covers the training evenly.
    """
    bests = [(model, best[model]) for model in steps]
    firsts = [(model, own[0]) for model, own in steps.items() if own[0] != best[model]]
    taken = {*bests, *firsts}
    others = [
        spread_evenly([(model, step) for step in own if (model, step) not in taken]) for model, own in steps.items()
    ]
    # The models take turns, so that no model takes all the space.
    in_turn = (each for each in chain.from_iterable(zip_longest(*others)) if each)
    return [*bests, *firsts, *in_turn]


def spread_evenly(items: Sequence) -> Iterator:
    """Yield the middle item, then the middles of both halves, and so on, so that any beginning covers the whole."""
    parts = deque([items])
    while parts:
        part = parts.popleft()
        if part:
            middle = len(part) // 2
            yield part[middle]
            parts += [part[:middle], part[middle + 1 :]]


def take_within(checkpoints: Sequence[tuple[str, int]], sizes: Mapping[str, int], room: int) -> set[tuple[str, int]]:
    """Return the checkpoints (model, step) that fit into `room`; one that is too large is skipped.

    `checkpoints` are in order of importance; `sizes` holds the bytes of a checkpoint of each model.
    """
    taken = set()
    for model, step in checkpoints:
        if sizes[model] <= room:
            taken.add((model, step))
            room -= sizes[model]
    return taken
