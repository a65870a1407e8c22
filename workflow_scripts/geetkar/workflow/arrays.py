"""Arrays of numbers on disk, in NumPy's format, read back through a memory map."""

from pathlib import Path

import numpy as np

from geetkar.workflow.errors import InputError
from geetkar.workflow.files import replacing


def write_array(path: str | Path, array: np.ndarray) -> None:
    """Write an array, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.save(file, array)


def open_array(path: str | Path) -> np.ndarray:
    """Map an array into memory; the file is only read. Raises `InputError` when the file is not an array of numbers."""
    try:
        # Copy-on-write, since torch takes no array that it may not write to.
        return np.load(path, mmap_mode="c", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise InputError(f"{path} is not an array of numbers ({error}): delete it and run again.") from error
