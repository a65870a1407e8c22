"""A sample's marks as a page shows them: which words are underlined, how strongly, and what hovering tells."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from string import ascii_lowercase
from typing import NamedTuple

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
    """A line: whether a new song begins with it, its pieces, its letter in the rhyme scheme, where it was copied from.

    Each group of pieces is a run of words that training songs have, with what to tell of it, or words outside of one.
    """

    new_song: bool
    groups: list[tuple[Piece | None, list[Piece]]]
    rhyme: Piece | None
    copied: Mapping | None


def lines_to_show(lines: Sequence[Mapping]) -> list[Line]:
    """The lines of a sample, in the form of `evidence.marks_of`."""
    letters = rhyme_letters(lines)
    return [
        Line(line["new_song"], list(_groups(line)), _rhyme(lines, line, letter), line["copied"])
        for line, letter in zip(lines, letters, strict=True)
    ]


def rhyme_letters(lines: Sequence[Mapping]) -> list[str | None]:
    """The rhyme scheme: lines that rhyme share a letter, in the order in which rhymes begin; `None` for the others."""
    schemes: list[int | None] = [None] * len(lines)
    count = 0
    for number, line in enumerate(lines):
        if line["rhyme"]:
            other = line["rhyme"]["line"]
            if schemes[other] is None:
                schemes[other], count = count, count + 1
            schemes[number] = schemes[other]
    return [None if scheme is None else ascii_lowercase[scheme % len(ascii_lowercase)] for scheme in schemes]


def _rhyme(lines: Sequence[Mapping], line: Mapping, letter: str | None) -> Piece | None:
    """A line's letter, and why: the evidence of its own rhyme, or of the first line that rhymes with it."""
    if letter is None:
        return None
    rhyme = line["rhyme"] or next(
        each["rhyme"] for each in lines if each["rhyme"] and lines[each["rhyme"]["line"]] is line
    )
    before, own = rhyme["words"]
    radif = f", before the repeated “{rhyme['radif']}”" if rhyme["radif"] else ""
    return Piece(letter, "letter", f"“{own}” rhymes with “{before}”{radif}")


def _groups(line: Mapping) -> Iterator[tuple[Piece | None, list[Piece]]]:
    """A line's words in order, those of a run together."""
    run_of = _runs_by_word(line)
    for run, numbered in groupby(enumerate(line["words"]), key=lambda each: run_of[each[0]]):
        pieces = [
            Piece(" ".join(word["text"] for word in words), "" if kind == "known" else kind, TITLES.get(kind, ""))
            for kind, words in (
                (kind, list(words))
                for kind, words in groupby((each for _, each in numbered), key=lambda each: each["kind"])
            )
        ]
        yield run and _describe_run(*run), pieces


def _runs_by_word(line: Mapping) -> list[tuple[int, int, int] | None]:
    """For each word the run that it is shown in: of runs that overlap, the longer one keeps all its words."""
    run_of: list[tuple[int, int, int] | None] = [None] * len(line["words"])
    for run in sorted(line["runs"], key=lambda run: (run[0] - run[1], run[0])):
        first, end, _ = run
        if not any(run_of[first:end]):
            run_of[first:end] = [tuple(run)] * (end - first)
    return run_of


def _describe_run(first: int, end: int, songs: int) -> Piece:
    words = end - first
    strength = "strongest" if words >= STRONGEST else "strong" if words >= STRONG else "weak"
    where = f"{songs:,} training songs have" if songs > 1 else "one training song has"
    return Piece("", f"run {strength}", f"{where} these {words} words together")
