"""Write arrays of numbers to disk in NumPy's format and read them through a memory map."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from geetkar.workflow.errors import InputError
from geetkar.workflow.files import replacing


def write_array(path: str | Path, array: np.ndarray) -> None:
    """Write an array, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.save(file, array)


def write_array_in_parts(path: str | Path, shape: tuple[int, ...], dtype: str, parts: Iterable[np.ndarray]) -> None:
    """Write an array that does not fit into memory, part by part along its first axis, whole or not at all."""
    header = {"shape": shape, "fortran_order": False, "descr": np.lib.format.dtype_to_descr(np.dtype(dtype))}
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for part in parts:
            part.tofile(file)


def open_array(path: str | Path) -> np.ndarray:
    """Map a file's array into memory, without writing to the file. Raise `InputError` for any other file."""
    try:
        # Copy-on-write, since torch warns about arrays that it cannot write to.
        return np.load(path, mmap_mode="c", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise InputError(f"{path} is not an array of numbers ({error}): delete it and run again.") from error
