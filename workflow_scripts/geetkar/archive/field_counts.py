"""Count missing, empty and malformed fields of lists, rows and song files."""

import re
from collections.abc import Iterable, Mapping

from geetkar.archive.song_file import SongFile

HEADER = 4096  # characters at the beginning of a file in which its fields are
FIELD = re.compile(r"^\\(\w+)\{([^}\n]*)(\}?)", re.MULTILINE)
FILE_FIELDS = ("stitle", "film", "year", "starring", "singer", "music", "lyrics")
YEAR = re.compile(r"(19|20)\d\d")
WORD = re.compile(r"[^\W_]")


class FieldCounts:
    """Counts, for each field, of missing, empty and malformed values (not a year, or a name without letters)."""

    def __init__(self, names: Iterable[str]):
        self.counts = {name: {"missing": 0, "empty": 0, "malformed": 0} for name in names}

    def add(self, row: Mapping[str, object]) -> None:
        """Count one row's fields."""
        for name, counts in self.counts.items():
            if flaw := field_flaw(name, row.get(name)):
                counts[flaw] += 1


def field_flaw(name: str, value: object) -> str | None:
    """Return what is wrong with a field's value: `missing`, `empty`, `malformed`, or `None`."""
    if value is None:
        return "missing"
    text = str(value).strip()
    if not text:
        return "empty"
    sound = YEAR.fullmatch(text) if name == "year" else WORD.search(text)
    return None if sound else "malformed"


def count_file_fields(songs: Iterable[SongFile]) -> dict[str, dict[str, int]]:
    """Return the counts of the header fields of song files; a field whose brace is not closed is malformed."""
    fields = FieldCounts(FILE_FIELDS)
    for song in songs:
        # A lone brace has no letter, so it counts as malformed.
        found = FIELD.findall(song.raw[:HEADER])
        fields.add({name.lower(): value if closed else "{" for name, value, closed in reversed(found)})
    return fields.counts
