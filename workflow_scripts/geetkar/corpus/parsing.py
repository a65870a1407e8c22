"""Clean the songs that were read: return rows of the songs table, and count what was found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from geetkar.corpus.formats.song import Origin, Reading, Rejected, Song
from geetkar.corpus.lyrics.cleaning import RULES, Lyrics
from geetkar.corpus.song_text import hindi_words
from geetkar.corpus.tables import SONGS
from geetkar.corpus.transliteration.itrans import round_trip_failures
from geetkar.workflow.song_scripts import AS_WRITTEN

EXAMPLES = 3  # changed lines shown for each rule, each from another song


@dataclass
class Tally:
    """Counts of what was found while parsing."""

    files: int = 0
    songs: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    quirks: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)  # of verses
    round_trip_failures: int = 0
    lines: Counter[str] = field(default_factory=Counter)  # changed, by rule
    examples: dict[str, list[dict]] = field(default_factory=dict)  # by rule
    written: set[str] = field(default_factory=set)  # the different words, as contributors spelled them
    spelled: set[str] = field(default_factory=set)  # with one spelling for each sound

    def add(self, song: Song, lyrics: Lyrics, words: Iterable[str]) -> None:
        """Count a song that can be used; `words` are those of it that are not English."""
        self.songs += 1
        self.quirks.update(song.quirks)
        self.marks.update(mark.kind for mark in lyrics.marks)
        self.roles.update(filter(None, lyrics.roles))
        self.written |= lyrics.written
        self.spelled.update(words)
        for change in lyrics.changes:
            self.lines[change.rule] += len(change.numbers)
            shown = self.examples.setdefault(change.rule, [])
            if len(shown) < EXAMPLES and (example := change.example()):
                shown.append({"song": song.song, **dict(zip(("before", "after"), example, strict=True))})

    def as_json(self, left_out: list[str]) -> dict:
        """Return the counts in a fixed order."""
        return {
            "files": self.files,
            "songs": self.songs,
            "rejected": dict(sorted(self.rejected.items())),
            "encodings": dict(sorted(self.encodings.items())),
            "quirks": dict(sorted(self.quirks.items(), key=lambda item: (-item[1], item[0]))),
            "marks": dict(sorted(self.marks.items())),
            "roles": dict(sorted(self.roles.items())),
            "round_trip_failures": self.round_trip_failures,
            "distinct_words_as_written": len(self.written),
            "distinct_words_as_spelled": len(self.spelled),
            "rules": [
                {
                    "name": name,
                    "left_out": name in left_out,
                    "lines": self.lines[name],
                    "explanation": " ".join((rule.__doc__ or "").split()),
                    "examples": self.examples.get(name, []),
                }
                for name, rule in RULES.items()
            ],
        }


def parse(
    readings: Iterable[Reading],
    cleaned: Callable[[Song], Lyrics],
    tally: Tally,
    reject: Callable,
    fail_round_trip: Callable,
) -> Iterator[dict]:
    """Yield rows of the songs table, with the lyrics that `cleaned` returns.

    Pass what cannot be used to `reject`, with the reason and the whole text.
    """
    before = None
    for reading in readings:
        if reading.origin is not before:
            tally.files += 1
            tally.encodings[reading.origin.encoding] += 1
            before = reading.origin
        try:
            if isinstance(reading.found, Rejected):
                raise reading.found
            lyrics = cleaned(reading.found)
        except Rejected as rejection:
            tally.rejected[rejection.reason] += 1
            reject(_rejected(reading, rejection))
            continue
        row = _row(reading.origin, reading.found, lyrics)
        words = set(hindi_words(row["verses"], row["marks"]))
        tally.add(reading.found, lyrics, words)
        if reading.found.script != AS_WRITTEN and (failures := round_trip_failures(sorted(words))):
            tally.round_trip_failures += 1
            fail_round_trip({"song": reading.song, "words": failures})
        yield row


def _row(origin: Origin, song: Song, lyrics: Lyrics) -> dict:
    fields = {name: getattr(song, name) for name in SONGS.names if hasattr(song, name)}
    marks = [vars(mark) for mark in lyrics.marks]
    return {**vars(origin), **fields, "marks": marks, "roles": lyrics.roles, "verses": lyrics.verses}


def _rejected(reading: Reading, rejection: Rejected) -> dict:
    return {
        "song": reading.song,
        "file": reading.origin.file,
        "url": reading.origin.url,
        "line": reading.line,
        "reason": rejection.reason,
        "detail": rejection.detail,
        "raw": reading.raw,
    }
