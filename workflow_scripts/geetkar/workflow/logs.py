"""A rule's log file: everything its script logs, and the traceback when it fails."""

import contextlib
import logging
import os
import re
import sys
from collections.abc import Generator
from pathlib import Path

from geetkar.workflow.errors import InputError

BARS_SHOWN = "GEETKAR_BARS_SHOWN"  # in the environment of the jobs of a run that draws bars in the terminal

# What commands a terminal, or turns the order of what it shows; not the line break and the tab.
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""A text that a terminal may show, whoever wrote it: what would command the terminal is spelled, as `\x1b`."""
    return COMMANDS.sub(lambda command: ascii(command[0])[1:-1], text)


class PrintableFormatter(logging.Formatter):
    """Messages may name what an archive or a file of others says."""

    def format(self, record: logging.LogRecord) -> str:
        """Called by logging for each record."""
        return printable(super().format(record))


@contextlib.contextmanager
def log_to(path: str | Path) -> Generator[None]:
    """Send this script's logging to a rule's log file, and progress (level INFO) to the terminal as well.

    Where the run draws bars there (`BARS_SHOWN`), those show the log's last line, and lines would break them.
    An `InputError` ends the process with its message alone; any other exception also leaves its traceback
    in the log.
    """
    file = logging.FileHandler(path, mode="w", encoding="utf-8")
    file.setFormatter(PrintableFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[file], force=True)
    if BARS_SHOWN not in os.environ:
        terminal = logging.StreamHandler(sys.stderr)
        terminal.setFormatter(PrintableFormatter("%(message)s"))
        logging.getLogger("geetkar").addHandler(terminal)
    logging.raiseExceptions = False  # on a full disk the terminal alone says what happened, without a traceback
    try:
        yield
    except InputError as error:
        logging.getLogger("geetkar").error("error: %s", error)
        sys.exit(1)
    except BaseException:
        logging.getLogger().exception("the script failed")
        raise
