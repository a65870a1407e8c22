"""Readers of song files, a module a format.

A reader is a function `read(song, raw)` that returns the songs of a file's text, or raises `Rejected` (`song.py`). The
ending of a file's name chooses it: a new format is a module here, and its line in `READERS`.
"""

from collections.abc import Callable

from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Song

Reader = Callable[[str, str], list[Song]]
READERS: dict[str, Reader] = {".isb.txt": isb.read}


def reader_of(file: str | None) -> Reader:
    """Return the reader for a file by its name; that of ISB, the archive's format, if no ending says otherwise."""
    return next((read for ending, read in READERS.items() if file and file.endswith(ending)), isb.read)
