"""Choose what a network wrote by itself for the beginning of a page: some first lines, and a whole song.

Nothing of a training song is shown: a song with a line that is marked as copied is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

OPENINGS = 3
WORDS = range(3, 9)  # of an opening
WARMTH = 0.7  # the temperature of the songs that come first
LINES = 16  # of a song without a form
ENOUGH = 8  # lines: of songs as long, the first is taken

Line = Mapping  # a line with its marks, from `marks_of`


@dataclass(frozen=True)
class WrittenSong:
    """A song by a network: its lines with their marks and, if it has a form, what a page says of it and its letters."""

    lines: Sequence[Line]
    form: Mapping | None = None
    verses: str | None = None

    @property
    def opening(self) -> str:
        """Return the first line."""
        return _text_of(self.lines[0])

    @property
    def length(self) -> int:
        """Return the number of lines, at most `ENOUGH`."""
        return min(sum(bool(line["words"]) for line in self.lines), ENOUGH)

    @property
    def is_original(self) -> bool:
        """Return whether no line is one of a training song."""
        return all(line["copied"] is None for line in self.lines)

    @property
    def is_as_asked(self) -> bool:
        """Return whether all lines keep to the form."""
        return not any(line.get("faults") for line in self.lines)


def describe_written(
    samples: Sequence[Mapping], written_forms: Iterable[Mapping], asked: Mapping[str, Mapping]
) -> dict:
    """Return the openings and the finished song that a page shows of a checkpoint, as JSON.

    `samples` are its texts, and `written_forms` its songs of forms, all with marks; `asked` has what a page says of
    each form by its name. The finished song is None if none is original. Its lines are those of a text, with an empty
    one between verses.
    """
    songs = [*_songs_of_forms(written_forms, asked), *_songs_of_samples(samples)]
    original = [song for song in songs if song.is_original]
    finished = max((song for song in original if song.is_as_asked), key=lambda song: song.length, default=None)
    openings = dict.fromkeys(song.opening for song in original if song is not finished)
    return {
        "openings": [line for line in openings if len(line.split()) in WORDS][:OPENINGS],
        "finished": finished and _describe(finished),
    }


def _songs_of_forms(written_forms: Iterable[Mapping], asked: Mapping[str, Mapping]) -> Iterator[WrittenSong]:
    """Yield the songs of forms that have a notation: the first of each form, then the second, and so on."""
    forms = {name: form for name, form in asked.items() if form["verses"] is not None}
    written = {form["name"]: _by_warmth(form["songs"]) for form in written_forms if form["name"] in forms}
    in_turn = sorted(
        ((number, name, song) for name, songs in written.items() for number, song in enumerate(songs)),
        key=lambda each: each[0],
    )
    for _, name, song in in_turn:
        yield WrittenSong(song["lines"], forms[name], song["form"])


def _songs_of_samples(samples: Sequence[Mapping]) -> Iterator[WrittenSong]:
    for sample in _by_warmth(samples):
        # The last line may be cut off, and a text may go on with another song.
        ends = (number for number, line in enumerate(sample["lines"]) if line["new_song"])
        lines = sample["lines"][: min(next(ends, len(sample["lines"]) - 1), LINES)]
        if any(line["words"] for line in lines):
            yield WrittenSong(_without_blank_ends(lines))


def _by_warmth(songs: Iterable[Mapping]) -> list[Mapping]:
    return sorted(songs, key=lambda song: abs(song["temperature"] - WARMTH))


def _without_blank_ends(lines: Sequence[Line]) -> list[Line]:
    sung = [number for number, line in enumerate(lines) if line["words"]]
    return list(lines[sung[0] : sung[-1] + 1])


def _describe(song: WrittenSong) -> dict:
    asked = song.form or {"name": None, "syllables": None, "radif": None}
    return {
        "form": asked["name"],
        "verses": song.verses,
        "syllables": asked["syllables"],
        "radif": asked["radif"],
        "lines": [*map(_text_of, song.lines)],
    }


def _text_of(line: Line) -> str:
    return " ".join(word["text"] for word in line["words"])
