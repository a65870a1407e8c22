"""Read the songs of a crawled archive, or of files where they are."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from geetkar.corpus.formats import READERS, isb
from geetkar.corpus.formats.song import Reading
from geetkar.corpus.tables import read_json_lines, records_of
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile


def read_songs(archive: str | None, files: Iterable[str], reading: Mapping, config: Mapping) -> Iterator[Reading]:
    """Yield the songs of a crawled archive, or those of files where they are.

    `reading` has the keys of `songs` that decide how files are read, and `config` the other ones.
    """
    if archive:
        yield from isb.read_records(chain.from_iterable(map(records_of, read_json_lines(archive))))
    else:
        settings = Songs(**{**config["songs"], **reading})
        for path in files:
            yield from READERS[settings.format](SourceFile.of(path, settings.folder), settings)
