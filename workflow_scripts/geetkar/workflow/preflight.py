"""Checks before the first job: what would fail later is found while nothing has been removed for a new run.

They need no library that a stage's environment has and Snakemake's lacks.
"""

import contextlib
import json
import os
import struct
import sys
import time
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path

from geetkar.workflow.errors import InputError
from geetkar.workflow.logs import printable

SLACK = 60  # seconds that the clocks of two machines may differ by
LARGEST_HEADER = 100_000_000  # bytes, as in the safetensors library
KEY = "GIITAAYAN_API_KEY"  # of the live catalogue, in the environment


@contextlib.contextmanager
def stopping_with_one_message() -> Generator[None]:
    """End the run on an `InputError`, with its message and without a traceback."""
    try:
        yield
    except InputError as error:
        sys.exit(printable(f"error: {error}"))


def check_before_planning(folders: Iterable[str | Path | None], checkpoints: Iterable[str | Path]) -> None:
    """Raise `InputError` for files with a time in the future and for truncated checkpoints.

    `folders` are those whose files jobs read, `None` for one that there is not. Of `checkpoints`, safetensors files,
    those are checked that have been made.
    """
    for folder in filter(None, folders):
        check_times(folder)
    for path in checkpoints:
        with contextlib.suppress(FileNotFoundError):  # not made yet, or removed just now by another run
            check_whole(path)


def check_before_the_first_job(results: str | Path, live_archive: Mapping | None) -> None:
    """Raise `InputError` when results cannot be written or a crawl of the live archive lacks a contact or its key.

    `live_archive` is the configuration of the archive to crawl, `None` for a run that does not crawl it. A dry run is
    not checked: results can be looked at where they cannot be written.
    """
    check_writable(results)
    if live_archive is not None:
        check_live_access(live_archive["contact"], live_archive["layout"])


def check_times(folder: str | Path) -> None:
    """Raise `InputError` when a file's time is in the future, as after a clock was set back.

    Snakemake would notice at the end of a job that reads it, and remove what the job has made.
    """
    latest = time.time() + SLACK
    for parent, _, names in os.walk(folder):
        for path in (Path(parent, name) for name in names):
            with contextlib.suppress(FileNotFoundError):  # another run may have removed it just now
                if (made := path.stat().st_mtime) > latest:
                    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(made))
                    raise InputError(
                        f"{path} is from {when}, which is in the future: if the clock is right now, run "
                        f"`find '{folder}' -type f -exec touch {{}} +`, then this again. No job reruns for that."
                    )


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
            "its segment is trained again, from the checkpoint before."
        )


def check_writable(folder: str | Path) -> None:
    """Raise `InputError` when there is a folder that nothing can be written to, as on a disk mounted read-only."""
    if Path(folder).exists() and not os.access(folder, os.W_OK):
        raise InputError(
            f"{folder}/ cannot be written to (see `ls -ld {folder}` and `mount`): nothing was run, and nothing lost."
        )


def check_live_access(contact: str, layout: str) -> None:
    """Raise `InputError` when the user has not said how to be reached, or lacks the key of the catalogue asked for."""
    if not contact.strip():
        raise InputError(
            "config key `archive.contact`: the live archive must be able to reach you; "
            "give your mail address or page, as in --config 'archive={contact: you@example.org}'."
        )
    if layout == "catalogue" and not os.environ.get(KEY):
        raise InputError(
            "the live catalogue wants the public key that the site's own page sends: "
            f"set it in the environment as {KEY}."
        )
