"""Times of files, which Snakemake goes by."""

import contextlib
import os
import time
from pathlib import Path

from geetkar.errors import InputError

SLACK = 60  # seconds that the clocks of two machines may differ by


def check_times(folder: str | Path) -> None:
    """Raise `InputError` when a file is from a time that is yet to come, as after a clock was set back.

    Snakemake would notice at the end of a job that reads it, and remove what the job has made.
    """
    latest = time.time() + SLACK
    for parent, _, names in os.walk(folder):
        for path in (Path(parent, name) for name in names):
            with contextlib.suppress(FileNotFoundError):  # another run may have removed it just now
                if (made := path.stat().st_mtime) > latest:
                    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(made))
                    raise InputError(
                        f"{path} is from {when}, which is yet to come: if the clock is right now, run "
                        f"`find '{folder}' -type f -exec touch {{}} +`, then this again. No job reruns for that."
                    )
