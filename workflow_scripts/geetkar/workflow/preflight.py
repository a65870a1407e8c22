"""Check the run before its first job, while Snakemake has not yet removed any old results.

The checks need no library that is missing in Snakemake's own environment.
"""

import contextlib
import os
import sys
import time
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path

from geetkar.workflow.errors import InputError
from geetkar.workflow.logs import printable
from geetkar.workflow.safetensors_header import read_header

SLACK = 60  # seconds by which the clocks of two machines may differ
KEY = "GIITAAYAN_API_KEY"  # environment variable with the key of the live catalogue


@contextlib.contextmanager
def stopping_with_one_message() -> Generator[None]:
    """End the run on an `InputError`, with its message and without a traceback."""
    try:
        yield
    except InputError as error:
        sys.exit(printable(f"error: {error}"))


def check_before_planning(places: Iterable[str | Path | None], checkpoints: Iterable[str | Path]) -> None:
    """Raise `InputError` for files with a time in the future and for truncated checkpoints.

    `places` are files that jobs read and folders with such files; `None` is ignored. `checkpoints` are paths of
    safetensors files; those that do not exist are ignored.
    """
    for place in filter(None, places):
        check_times(place)
    for path in checkpoints:
        with contextlib.suppress(FileNotFoundError):  # not trained yet, or just removed by another run
            check_whole(path)


def check_before_the_first_job(results: str | Path, live_archive: Mapping | None) -> None:
    """Raise `InputError` when results cannot be written, or when the live archive needs a contact or a key.

    `live_archive` is the configuration of the archive to crawl, or `None` for a run that does not crawl it. A dry run
    is not checked, since it also works with read-only results.
    """
    check_writable(results)
    if live_archive is not None:
        check_live_access(live_archive["contact"], live_archive["layout"])


def check_times(place: str | Path) -> None:
    """Raise `InputError` when a file, or one in a folder, has a time in the future, as after a clock was set back.

    Otherwise Snakemake would notice at the end of a job that reads the file, and remove the job's output.
    """
    latest = time.time() + SLACK
    below = (Path(parent, name) for parent, _, names in os.walk(place) for name in names)
    for path in [Path(place)] if Path(place).is_file() else below:
        with contextlib.suppress(FileNotFoundError):  # another run may just have removed it
            if (made := path.stat().st_mtime) > latest:
                when = time.strftime("%Y-%m-%d %H:%M", time.localtime(made))
                raise InputError(
                    f"{path} has a time in the future, {when}: if the clock is right now, run "
                    f"`find '{place}' -type f -exec touch {{}} +` and start again. That causes no job to rerun."
                )


def check_whole(path: str | Path) -> None:
    """Raise `InputError` when the size of a safetensors file differs from what its header says.

    Snakemake removes a job's old outputs before the job starts. This check stops the run before a truncated checkpoint
    causes later checkpoints to be removed.
    """
    try:
        read_header(path)
    except ValueError as error:
        raise InputError(
            f"checkpoint {path} is damaged ({error}): delete {Path(path).parent} and run again; "
            "its segment is then trained again from the previous checkpoint."
        ) from error


def check_writable(folder: str | Path) -> None:
    """Raise `InputError` when a folder exists but is not writable, as on a disk mounted read-only."""
    if Path(folder).exists() and not os.access(folder, os.W_OK):
        raise InputError(
            f"cannot write to {folder}/: check its permissions (`ls -ld {folder}`) and the disk (`mount`). No job was "
            "started, and nothing was lost."
        )


def check_live_access(contact: str, layout: str) -> None:
    """Raise `InputError` when the contact is empty, or when the layout is `catalogue` and its key is not set."""
    if not contact.strip():
        raise InputError(
            "config key `archive.contact` is empty, and the live archive must be able to reach you; "
            "give your mail address or page, as in --config 'archive={contact: you@example.org}'."
        )
    if layout == "catalogue" and not os.environ.get(KEY):
        raise InputError(
            f"environment variable {KEY} is not set: the live catalogue requires the public key that the site's own "
            "page sends. Set it, or crawl the `classic` layout (config key `archive.layout`)."
        )
