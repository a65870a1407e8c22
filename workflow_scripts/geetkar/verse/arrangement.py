"""Arrange a text as a network reads it: each line from its end, after the codes of its plan, or both.

    nadii pe chaa.Nd utaraa       as it is sung
    aaratu dN.aahc ep iidan       backward: its end, with which it rhymes, is written first
    200anadii pe chaa.Nd utaraa   planned: after its class of length, its refrain, its radif and its rhyme

The four codes are characters for private use. No song has these, since they are left out when songs are read. So
vocabularies, memories and networks treat an arranged text as any other. All lines of a rhyme have the same letter
directly before them, so a memory of the song proposes the ends of those that were written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from geetkar.verse.codes import CODE_OF, CODES, FREE, LETTERS, LONGEST_RADIF, REFRAINS, RHYMES
from geetkar.verse.plans import PlannedLine, plan_of
from geetkar.verse.rhymes import Word

STEPS = {"forward": 1, "backward": -1}  # through the letters of a line
WITHOUT_CODES = dict.fromkeys(map(ord, CODES))

BETWEEN_SONGS = re.compile(r"\n(?:[^\S\n]*+\n){2,}+")
BETWEEN_VERSES = re.compile(r"\n[^\S\n]*+\n")


def codes_of(line: PlannedLine) -> str:
    """Return the four characters that stand for a line's class of length, refrain, radif and rhyme."""
    values = {
        "length": line.length,
        "refrain": (line.refrain - 1) % REFRAINS + 1 if line.refrain else 0,
        "radif": min(line.radif or 0, LONGEST_RADIF),
        "rhyme": FREE if line.rhyme == FREE else RHYMES[LETTERS.index(line.rhyme) % len(RHYMES)],
    }
    return "".join(CODE_OF[meaning] for meaning in values.items())


def arrange(text: str, plans: Iterable[PlannedLine] | None, line_order: str) -> str:
    """Return a text of songs as a network reads it, which `restore` undoes.

    `plans` are those of its lines, without blank ones; None is for a network without plans. Raise `ValueError` if the
    text has another number of lines.
    """
    lines = [line[:: STEPS[line_order]] for line in text.split("\n")]
    if plans is not None:
        sung = [number for number, line in enumerate(lines) if line.strip()]
        for number, planned in zip(sung, plans, strict=True):
            lines[number] = codes_of(planned) + lines[number]
    return "\n".join(lines)


def restore(text: str, line_order: str) -> str:
    """Return an arranged text as it is sung. A text that a network wrote may have codes in any place."""
    return "\n".join(line[:: STEPS[line_order]] for line in text.translate(WITHOUT_CODES).split("\n"))


def places_read(text: str, line_order: str) -> np.ndarray:
    """Return, for each character of `restore(text)`, its place in the arranged text `(characters,)`."""
    places, start = [], 0
    for line in text.split("\n"):
        letters = [start + place for place, character in enumerate(line) if character not in CODES]
        start += len(line) + 1
        places += [*letters[:: STEPS[line_order]], start - 1]  # the line break stays at the end
    return np.array(places[:-1], dtype=np.int64)


def plan_text(text: str, sounds: Callable[[str], Word]) -> Iterator[PlannedLine]:
    """Yield the plan of each line of a text of songs but the blank ones, which separate verses or, two of them, songs.

    `sounds` reads words of its script.
    """
    for song in BETWEEN_SONGS.split(text):
        verses = ([line for line in verse.split("\n") if line.strip()] for verse in BETWEEN_VERSES.split(song))
        yield from plan_of([verse for verse in verses if verse], sounds)


@dataclass(frozen=True)
class Arrangement:
    """How a network reads texts: its order of lines and, if it has plans, how its words sound."""

    line_order: str = "forward"
    sounds: Callable[[str], Word] | None = None

    def arrange(self, text: str) -> str:
        """Return a text of songs as the network reads it, each line with the plan that it has."""
        plans = None if self.sounds is None else plan_text(text, self.sounds)
        return arrange(text, plans, self.line_order)

    def arrange_prime(self, prime: str) -> str:
        """Return a text that the network is to continue, as it reads it.

        An unfinished last line becomes a whole one: its end is read first, or its length before it.
        """
        is_whole = self == AS_SUNG or not prime or prime.endswith("\n")
        return self.arrange(prime if is_whole else prime + "\n")

    def restore(self, written: str) -> str:
        """Return a text that the network wrote as it is sung.

        A backward network's unfinished last line, which has no beginning, is left out.
        """
        if self.line_order == "backward":
            written = written[: written.rfind("\n") + 1]
        return restore(written, self.line_order)


AS_SUNG = Arrangement()
