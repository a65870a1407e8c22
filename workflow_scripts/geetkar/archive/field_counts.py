"""How complete the fields of lists, rows and song files are."""

import re
from collections.abc import Iterable, Mapping

from geetkar.archive.song_file import SongFile

HEADER = 4096  # characters of a file that hold its fields
FIELD = re.compile(r"^\\(\w+)\{([^}\n]*)(\}?)", re.MULTILINE)
FILE_FIELDS = ("stitle", "film", "year", "starring", "singer", "music", "lyrics")
YEAR = re.compile(r"(19|20)\d\d")
WORD = re.compile(r"[^\W_]")


class FieldCounts:
    """Of each field, how often it is missing, empty or malformed (no year, or a name of no letter)."""

    def __init__(self, names: Iterable[str]):
        self.counts = {name: {"missing": 0, "empty": 0, "malformed": 0} for name in names}

    def add(self, row: Mapping[str, object]) -> None:
        """Count one row's fields."""
        for name, counts in self.counts.items():
            if flaw := field_flaw(name, row.get(name)):
                counts[flaw] += 1


def field_flaw(name: str, value: object) -> str | None:
    """What is wrong with a field's value: `missing`, `empty`, `malformed` or nothing."""
    if value is None:
        return "missing"
    text = str(value).strip()
    if not text:
        return "empty"
    sound = YEAR.fullmatch(text) if name == "year" else WORD.search(text)
    return None if sound else "malformed"


def count_file_fields(songs: Iterable[SongFile]) -> dict[str, dict[str, int]]:
    """The counts of the header fields of song files; a brace that is not closed is malformed."""
    fields = FieldCounts(FILE_FIELDS)
    for song in songs:
        # An open brace counts as a mark of no letter.
        found = FIELD.findall(song.raw[:HEADER])
        fields.add({name.lower(): value if closed else "{" for name, value, closed in reversed(found)})
    return fields.counts
