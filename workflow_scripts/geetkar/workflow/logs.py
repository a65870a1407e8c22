"""Write a rule's log file: everything that its script logs, and the traceback when it fails."""

import contextlib
import logging
import os
import re
import sys
from collections.abc import Generator
from pathlib import Path

from geetkar.workflow.errors import InputError

BARS_SHOWN = "GEETKAR_BARS_SHOWN"  # environment variable, set for the jobs when the terminal shows bars

# Characters that control a terminal or reverse the order of its text, except line break and tab.
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""Return a text that is safe to print: control characters are escaped, as `\x1b`."""
    return COMMANDS.sub(lambda command: ascii(command[0])[1:-1], text)


class PrintableFormatter(logging.Formatter):
    """Escape control characters, since messages can quote an archive or a file of others."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as printable text. Called by logging."""
        return printable(super().format(record))


@contextlib.contextmanager
def log_to(path: str | Path) -> Generator[None]:
    """Send this script's logging to a rule's log file, and progress (level INFO) to the terminal as well.

    When the terminal shows bars (`BARS_SHOWN`), only those show the progress, since other lines would break them. An
    `InputError` ends the process with its message alone; any other exception is logged with its traceback.
    """
    file = logging.FileHandler(path, mode="w", encoding="utf-8")
    file.setFormatter(PrintableFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[file], force=True)
    if BARS_SHOWN not in os.environ:
        terminal = logging.StreamHandler(sys.stderr)
        terminal.setFormatter(PrintableFormatter("%(message)s"))
        logging.getLogger("geetkar").addHandler(terminal)
    logging.raiseExceptions = False  # on a full disk, logging itself must not print tracebacks
    try:
        yield
    except InputError as error:
        logging.getLogger("geetkar").error("error: %s", error)
        sys.exit(1)
    except BaseException:
        logging.getLogger().exception("the script failed")
        raise
