"""Prepare a song for a page, coloured by how far the network's memory of the song helped with each character."""

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

import numpy as np

STRONGEST = 4  # bits saved at which the colour is full
VIRAMA = "\u094d"


class Stretch(NamedTuple):
    """Neighbouring characters that the memory helped alike: their text, and the bits saved for each, rounded."""

    text: str
    saved: int

    @property
    def strength(self) -> float:
        """How strong the colour is, from 0 to 1."""
        return min(abs(self.saved), STRONGEST) / STRONGEST

    @property
    def title(self) -> str:
        """The text shown on hovering."""
        more_or_less = "fewer" if self.saved > 0 else "more"
        number = f"{abs(self.saved)} or more" if abs(self.saved) == STRONGEST else f"about {abs(self.saved)}"
        return f"{number} bits {more_or_less} for each of these characters with the memory's proposals"


def lines_of(memory_help: Mapping) -> list[list[Stretch]]:
    """Return the lines of the song whose `memory_help` was measured."""
    saved = np.subtract(memory_help["bits_without"], memory_help["bits"])
    lines, place = [], 0
    for line in memory_help["text"].split("\n"):
        lines.append(list(_stretches(line, saved[place : place + len(line)])))
        place += len(line) + 1
    return lines


def mean_bits(memory_help: Mapping) -> dict[str, float]:
    """Return the bits per character of the song with the memory's proposals and without them."""
    return {name: float(np.mean(memory_help[key])) for name, key in (("with", "bits"), ("without", "bits_without"))}


def _stretches(line: str, saved: np.ndarray) -> Iterator[Stretch]:
    """Yield the stretches of a line. What is drawn as one letter is not separated, and has the mean of its bits."""
    letters = list(_letters(line))
    ends = np.cumsum([len(letter) for letter in letters])
    rounded = [
        int(np.clip(np.rint(saved[end - len(letter) : end].mean()), -STRONGEST, STRONGEST))
        for letter, end in zip(letters, ends, strict=True)
    ]
    for value, group in groupby(zip(letters, rounded, strict=True), key=lambda each: each[1]):
        yield Stretch("".join(letter for letter, _ in group), value)


def _letters(line: str) -> Iterator[str]:
    """Yield letters with their vowel signs, and conjuncts as wholes."""
    letter = ""
    for character in line:
        joins = (
            unicodedata.category(character).startswith("M") or character in "\u200c\u200d" or letter.endswith(VIRAMA)
        )
        if letter and not joins:
            yield letter
            letter = ""
        letter += character
    if letter:
        yield letter
