"""Readers of song files, one module per format, which yield a `Reading` for each song."""

from collections.abc import Callable, Iterator

from geetkar.corpus.formats import isb, table, text
from geetkar.corpus.formats.song import Reading
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile

# By format, the function that reads a file where it is.
READERS: dict[str, Callable[[SourceFile, Songs], Iterator[Reading]]] = {
    "isb": isb.read_file,
    "text": text.read,
    "table": table.read,
}
