"""Prepare a sample's marks for a page: which words are underlined, how strongly, and the text shown on hovering."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby, product
from string import ascii_lowercase
from typing import NamedTuple
from urllib.parse import urlsplit

from geetkar.verse.codes import FREE

STRONG, STRONGEST = 5, 7  # words in a run from which its line is thicker
FAULTS = {  # of a line that a plan asked for (`verse/obedience.py`)
    "rhyme": "it should rhyme with an earlier line, but does not",
    "radif": "another number of words should be the same after the rhyme",
    "refrain": "it should be the same as an earlier line, but is not",
    "free": "it should rhyme with no line near it and repeat none, but does",
    "length": "it is too long or too short",
}
TITLES = {
    "prime": "given to the network",
    "new": "this word occurs in no training song",
    "cut": "the last word, which the length limit may have cut off",
}


class Piece(NamedTuple):
    """Neighbouring words of one kind: their text, the classes of their element, and the text shown on hovering."""

    text: str
    classes: str
    title: str


class Line(NamedTuple):
    """A line of a sample as a template shows it.

    `new_song` says whether a song begins with it. `groups` holds its words: runs that also occur in training songs,
    each with its description, and the words between them (None). `rhyme` is its letter in the rhyme scheme or in its
    form, `copied` the song that it was copied from.
    """

    new_song: bool
    groups: list[tuple[Piece | None, list[Piece]]]
    rhyme: Piece | None
    copied: Mapping | None


def lines_to_show(lines: Sequence[Mapping]) -> list[Line]:
    """Return the lines of a sample, given in the form of `sample_marks.marks_of`."""
    return _shown(lines, _rhyme_scheme(lines))


def planned_lines_to_show(lines: Sequence[Mapping]) -> list[Line]:
    """Return the lines of a song of a form, whose letters and faults `measure_forms` has added to their marks."""
    described = _described_rhymes(lines)
    return _shown(lines, [_letter_of_plan(line, described.get(number)) for number, line in enumerate(lines)])


def _shown(lines: Sequence[Mapping], letters: Sequence[Piece | None]) -> list[Line]:
    return [
        Line(line["new_song"], list(_groups(line)), letter, line["copied"] and _source(line["copied"]))
        for line, letter in zip(lines, letters, strict=True)
    ]


def _rhyme_scheme(lines: Sequence[Mapping]) -> list[Piece | None]:
    """Return the rhyme letter of each line (a for the first rhyme) with its explanation, None without a rhyme."""
    first: dict[int, int] = {}  # by line: the first line of its rhyme
    for number, line in enumerate(lines):
        if rhyme := line["rhyme"]:
            first[number] = first.setdefault(rhyme["line"], rhyme["line"])
    described = _described_rhymes(lines)
    letters = dict(zip(sorted(set(first.values())), _letters(), strict=False))
    return [
        Piece(letters[first[number]], "letter", described[number]) if number in first else None
        for number in range(len(lines))
    ]


def _described_rhymes(lines: Sequence[Mapping]) -> dict[int, str]:
    """Return an explanation for each line that rhymes with an earlier one, else with a later one."""
    described: dict[int, str] = {}
    for number, line in enumerate(lines):
        if rhyme := line["rhyme"]:
            described[number] = _describe_rhyme(rhyme)
            described.setdefault(rhyme["line"], described[number])
    return described


def _letter_of_plan(line: Mapping, rhyme: str | None) -> Piece | None:
    """Return the letter of a line in its form with its meaning, the rhyme that was found, and the faults."""
    letter = line["letter"]
    if letter is None:
        return None
    refrain = "a refrain, which returns word for word" if letter[0].isupper() else None
    alone = "rhymes with no line near it" if letter[0].lower() == FREE else "rhymes with the lines of this letter"
    reasons = [refrain, rhyme or alone, *(FAULTS[fault] for fault in line["faults"])]
    return Piece(letter, "letter missed" if line["faults"] else "letter", "; ".join(filter(None, reasons)))


def _letters() -> Iterator[str]:
    """Yield a to z, then aa, ab and so on."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _describe_rhyme(rhyme: Mapping) -> str:
    own, before = rhyme["qafia"]
    repeated = f", before the repeated “{' '.join(rhyme['radif'])}”" if rhyme["radif"] else ""
    return f"“{own}” rhymes with “{before}”, on “{rhyme['tail']}”{repeated}"


def web_address(url: str | None) -> str | None:
    """Return an address if it is on the web, else None: pages link to no other."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


def _source(song: Mapping) -> dict:
    """Return the song that a line was copied from; its address is None unless it is on the web."""
    return {**song, "url": web_address(song["url"])}


def _groups(line: Mapping) -> Iterator[tuple[Piece | None, list[Piece]]]:
    """Yield the words of a line in order, grouped by the run that they belong to."""
    words, runs = line["words"], _runs_by_word(line)
    for run, places in groupby(range(len(words)), key=runs.__getitem__):
        yield run and _describe_run(*run), _pieces([words[place] for place in places])


def _pieces(words: Sequence[Mapping]) -> list[Piece]:
    """Return words as pieces; neighbours of one kind form one piece."""
    return [
        Piece(" ".join(word["text"] for word in alike), "" if kind == "known" else kind, TITLES.get(kind, ""))
        for kind, alike in groupby(words, key=lambda word: word["kind"])
    ]


def _runs_by_word(line: Mapping) -> list[tuple[int, int, int] | None]:
    """Return the run that each word is shown in; of overlapping runs only the longest is kept."""
    runs: list[tuple[int, int, int] | None] = [None] * len(line["words"])
    for first, end, songs in sorted(line["runs"], key=lambda run: run[0] - run[1]):
        if not any(runs[first:end]):
            runs[first:end] = [(first, end, songs)] * (end - first)
    return runs


def _describe_run(first: int, end: int, songs: int) -> Piece:
    words = end - first
    strength = "strongest" if words >= STRONGEST else "strong" if words >= STRONG else "weak"
    where = "one training song has" if songs == 1 else f"{songs:,} training songs have"
    return Piece("", f"run {strength}", f"{where} these {words} words in a row")
