"""The header of safetensors files, read without a library that Snakemake's own environment lacks."""

import json
import struct
from pathlib import Path

LARGEST_HEADER = 100_000_000  # bytes, as in the safetensors library
METADATA = "__metadata__"  # the key of the header that names no tensor


def read_header(path: str | Path) -> dict:
    """Return the header of a safetensors file: where each tensor is, and the file's metadata.

    Raise `ValueError` when the header cannot be read, or when the size of the file differs from what it says. Format:
    safetensors, "8 bytes N, a little-endian unsigned 64-bit integer, the size of the header; N bytes a JSON string".
    """
    path = Path(path)
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(length, LARGEST_HEADER)))
        ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != METADATA]
        expected = 8 + length + max(ends, default=0)
    except (struct.error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("its header cannot be read") from error
    if size != expected:
        raise ValueError(f"{size:,} bytes of {expected:,}")
    return header
