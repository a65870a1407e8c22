"""The discounts of a memory: which ones there can be, and those in a memory's file, which checkpoints store as well.

They are apart from `memory.py`, which needs numba: a training reads rows that are ready, and so only needs these.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from geetkar.memory.layout import Layout, layout_of
from geetkar.memory.tables import ORDERS
from geetkar.workflow.errors import InputError

COUNTS = (1, 2, 3)  # that have discounts of their own; the last is for 3 or more


def check_discounts(discounts: np.ndarray, layout: Layout) -> np.ndarray:
    """Return discounts. Raise `ValueError` if they cannot be those of a memory with such rows."""
    if discounts.shape != (len(layout.distributions), len(ORDERS), len(COUNTS)) or discounts.dtype != np.float64:
        raise ValueError("other discounts than such a memory has")
    if not ((discounts > 0) & (discounts <= COUNTS)).all():
        raise ValueError("a discount is larger than what it is taken from, or not positive")
    return discounts


@contextmanager
def reading_memory(path: str | Path) -> Generator[None]:
    """Raise `InputError`, which names the file, if what is read from it in this block is no memory."""
    try:
        yield
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is not a memory ({error}): delete it and run again.") from error


def read_discounts(path: str | Path) -> list:
    """Return the discounts in the file of a memory `song`. Raise `InputError` for any other file."""
    with reading_memory(path):
        tensors = load_file(path)
        units, *_ = tensors["units"].tolist()
        return check_discounts(tensors["discounts"], layout_of("song", units)).tolist()
