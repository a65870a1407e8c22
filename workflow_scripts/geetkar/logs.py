"""A rule's log file: everything its script logs, and the traceback when it fails."""

import contextlib
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

from geetkar.errors import InputError


@contextlib.contextmanager
def log_to(path: str | Path) -> Iterator[None]:
    """Send this script's logging to a rule's log file, and progress (level INFO) to the terminal as well.

    An `InputError` ends the process with its message alone; any other exception also leaves its traceback
    in the log.
    """
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=[logging.FileHandler(path, mode="w", encoding="utf-8")],
        force=True,
    )
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("geetkar").addHandler(terminal)
    try:
        yield
    except InputError as error:
        logging.getLogger("geetkar").error("error: %s", error)
        sys.exit(1)
    except BaseException:
        logging.getLogger().exception("the script failed")
        raise
