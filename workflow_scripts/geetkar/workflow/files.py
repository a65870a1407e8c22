"""Write files whole or not at all: to a temporary file in the same folder, which is then renamed."""

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Generator, Iterable
from glob import escape
from pathlib import Path
from typing import Any

from geetkar.workflow.errors import InputError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def replacing(path: str | Path) -> Generator[Path]:
    """Give a temporary path next to `path`; rename it to `path` at the end of the block, or remove it after an error.

    The temporary name contains the process id, so that a surviving process of a killed run cannot write to the same
    file. Temporary files of killed runs are removed. Raise `InputError` when the disk is full.
    """
    path = Path(path)
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        left.unlink(missing_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise InputError(
            f"cannot write {path} ({error.strerror}): free some disk space and run again; nothing was lost."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: str | Path, text: str) -> None:
    """Write a text file (UTF-8, Unix line ends), whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: str | Path, value: object) -> None:
    """Write JSON for people and machines: indented, keys in the given order, whole or not at all."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def read_json(path: str | Path) -> Any:
    """Return the value in a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def checksum(path: str | Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_lines(path: str | Path, lines: Iterable[dict]) -> None:
    """Write JSON Lines, whole or not at all."""
    write_text(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def read_lines(path: str | Path) -> list[dict]:
    """Return the objects in a JSON Lines file; texts in it can contain any character."""
    with Path(path).open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]
