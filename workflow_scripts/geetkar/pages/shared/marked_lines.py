"""A sample's marks as a page shows them: which words are underlined, how strongly, and what hovering tells."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby, product
from string import ascii_lowercase
from typing import NamedTuple
from urllib.parse import urlsplit

STRONG, STRONGEST = 5, 7  # words of a run from which on its line is thicker
TITLES = {
    "prime": "given to the network",
    "new": "no training song has this word",
    "cut": "cut off by the length that was asked for",
}


class Piece(NamedTuple):
    """Neighbouring words that look alike: the classes of their element, and what hovering over it tells."""

    text: str
    classes: str
    title: str


class Line(NamedTuple):
    """A line: whether a new song begins with it, its words, its letter in the rhyme scheme, where it was copied from.

    `groups` are runs of words that training songs have, with what to tell of each, and the words between them.
    """

    new_song: bool
    groups: list[tuple[Piece | None, list[Piece]]]
    rhyme: Piece | None
    copied: Mapping | None


def lines_to_show(lines: Sequence[Mapping]) -> list[Line]:
    """The lines of a sample, which come in the form of `sample_marks.marks_of`."""
    rhymes = _rhyme_scheme(lines)
    return [
        Line(line["new_song"], list(_groups(line)), rhyme, line["copied"] and _source(line["copied"]))
        for line, rhyme in zip(lines, rhymes, strict=True)
    ]


def _rhyme_scheme(lines: Sequence[Mapping]) -> list[Piece | None]:
    """For each line that rhymes the letter of its rhyme, a for the first one, with the words that say why."""
    first: dict[int, int] = {}  # by line, the first line that it rhymes with
    told: dict[int, str] = {}
    for number, line in enumerate(lines):
        if rhyme := line["rhyme"]:
            first[number] = first.setdefault(rhyme["line"], rhyme["line"])
            told[number] = _describe_rhyme(rhyme)
            told.setdefault(rhyme["line"], told[number])
    letters = dict(zip(sorted(set(first.values())), _letters(), strict=False))
    return [
        Piece(letters[first[number]], "letter", told[number]) if number in first else None
        for number in range(len(lines))
    ]


def _letters() -> Iterator[str]:
    """A to z, then aa, ab and so on."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _describe_rhyme(rhyme: Mapping) -> str:
    own, before = rhyme["qafia"]
    repeated = f", before the repeated “{' '.join(rhyme['radif'])}”" if rhyme["radif"] else ""
    return f"“{own}” rhymes with “{before}”, on “{rhyme['tail']}”{repeated}"


def _source(song: Mapping) -> dict:
    """Return a song that was copied from, with its address if it is one on the web."""
    on_the_web = urlsplit(song["url"] or "").scheme in ("http", "https")
    return {**song, "url": song["url"] if on_the_web else None}


def _groups(line: Mapping) -> Iterator[tuple[Piece | None, list[Piece]]]:
    """A line's words in order, those of a run together."""
    words, runs = line["words"], _runs_by_word(line)
    for run, places in groupby(range(len(words)), key=runs.__getitem__):
        yield run and _describe_run(*run), _pieces([words[place] for place in places])


def _pieces(words: Sequence[Mapping]) -> list[Piece]:
    """Words, neighbours of one kind together."""
    return [
        Piece(" ".join(word["text"] for word in alike), "" if kind == "known" else kind, TITLES.get(kind, ""))
        for kind, alike in groupby(words, key=lambda word: word["kind"])
    ]


def _runs_by_word(line: Mapping) -> list[tuple[int, int, int] | None]:
    """For each word the run that it is shown in: of runs that overlap, only the longest."""
    runs: list[tuple[int, int, int] | None] = [None] * len(line["words"])
    for first, end, songs in sorted(line["runs"], key=lambda run: run[0] - run[1]):
        if not any(runs[first:end]):
            runs[first:end] = [(first, end, songs)] * (end - first)
    return runs


def _describe_run(first: int, end: int, songs: int) -> Piece:
    words = end - first
    strength = "strongest" if words >= STRONGEST else "strong" if words >= STRONG else "weak"
    where = "one training song has" if songs == 1 else f"{songs:,} training songs have"
    return Piece("", f"run {strength}", f"{where} these {words} words together")
