"""Readers of song files, one module per format.

A reader is a function `read(song, raw)` that returns the songs in a file's text, or raises `Rejected` (`song.py`). The
ending of the file's name selects the reader. To add a format, add a module here and a line to `READERS`.
"""

from collections.abc import Callable

from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Song

Reader = Callable[[str, str], list[Song]]
READERS: dict[str, Reader] = {".isb.txt": isb.read}


def reader_of(file: str | None) -> Reader:
    """Return the reader for a file's name; the one for ISB, the archive's format, if no ending matches."""
    return next((read for ending, read in READERS.items() if file and file.endswith(ending)), isb.read)
