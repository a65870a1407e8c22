"""A look at checkpoint files that needs no torch, so that the workflow can afford it before it starts."""

import json
import struct
from pathlib import Path

from geetkar.errors import InputError

LARGEST_HEADER = 100_000_000  # bytes, as in the safetensors library


def check_whole(path: str | Path) -> None:
    """Raise `InputError` when a safetensors file is not as long as its own header says.

    Snakemake removes a job's old outputs before the job starts. Found here, a truncated checkpoint stops the
    run before later checkpoints are removed for it. Format: safetensors, "8 bytes N, a little-endian unsigned
    64-bit integer, the size of the header; N bytes a JSON string".
    """
    path = Path(path)
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            (header_length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(header_length, LARGEST_HEADER)))
        ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"]
        expected = 8 + header_length + max(ends, default=0)
    except (struct.error, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        expected = None
    if size != expected:
        promise = f"{size:,} bytes of {expected:,}" if expected else "its header cannot be read"
        raise InputError(
            f"checkpoint {path} is damaged ({promise}): delete {path.parent} and run again; "
            "its segment is trained anew, from the checkpoint before."
        )
