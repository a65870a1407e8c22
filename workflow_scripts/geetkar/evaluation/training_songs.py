"""Search the training songs: find the passages that a text shares with them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from geetkar.evaluation.syllables import SyllableRules

DESCRIPTION = ["song", "title", "film", "year", "url"]  # of a song, as a page shows it
LONGEST_MATCH = 1000  # characters: enough to detect copies, and it keeps the search fast


@dataclass(frozen=True)
class SearchableText:
    """A text with its suffix array: all its places, sorted by the text from there on, which finds any passage quickly.

    Source: U. Manber, G. Myers, "Suffix arrays" (SIAM J. Comput. 1993).
    """

    characters: str  # the different characters of the text
    coded: np.ndarray  # (places,) of the type `code_type`: each character as its place in `characters`, counted from 1
    suffixes: np.ndarray  # (places,) int32

    def places(self, passage: str) -> np.ndarray:
        """Return the places at which a passage occurs in the text, in no particular order."""
        coded = self._code(passage)
        beginning = self._beginning(len(passage))
        first = bisect_left(self.suffixes, coded, key=beginning)
        return self.suffixes[first : bisect_right(self.suffixes, coded, lo=first, key=beginning)]

    def longest_matches(self, text: str) -> np.ndarray:
        """Return the length of the longest match with the text from each character on: `(characters,)`.

        These are the *matching statistics* of W. I. Chang, E. L. Lawler ("Sublinear approximate string matching and
        biological applications", Algorithmica 1994), limited to `LONGEST_MATCH` characters.
        """
        coded, size = self._code(text), self.coded.itemsize
        passages = (coded[at * size : (at + LONGEST_MATCH) * size] for at in range(len(text)))
        return np.array([self._longest_match(passage) for passage in passages], dtype=int)

    def have_gap_at(self, places: np.ndarray) -> np.ndarray:
        """Return whether there is a space or a line break at each place."""
        return self._gaps[self.coded[places]]

    def _longest_match(self, coded: bytes) -> int:
        """Return the length of a passage's longest beginning in the text, which one of its sorted neighbours has."""
        beginning = self._beginning(len(coded) // self.coded.itemsize)
        after = bisect_left(self.suffixes, coded, key=beginning)
        neighbours = self.suffixes[max(0, after - 1) : after + 1]
        return max(_length_in_common(coded, beginning(at)) for at in neighbours) // self.coded.itemsize

    def _beginning(self, length: int) -> Callable[[int], bytes]:
        size = self.coded.itemsize
        return lambda place: bytes(self._bytes[place * size : (place + length) * size])

    def _code(self, text: str) -> bytes:
        """Return the bytes of each character's number, 0 for those that are not in the text."""
        numbers = np.fromiter(map(self._numbers.__getitem__, text), self.coded.dtype, len(text))
        return numbers.tobytes()

    @cached_property
    def _bytes(self) -> memoryview:
        return self.coded.view(np.uint8).data

    @cached_property
    def _gaps(self) -> np.ndarray:
        """Return whether a character separates words, by its number."""
        return np.array([False, *(character in " \n" for character in self.characters)])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return defaultdict(int, {character: number for number, character in enumerate(self.characters, start=1)})


@dataclass(frozen=True)
class TrainingSongs:
    """The songs that networks of one script were trained on.

    `songs` has the columns of `DESCRIPTION` and `start`, the place of a song's first character in `text`; it is sorted
    by `start`. In `text`, every line has a line break before and after it.
    """

    text: SearchableText
    songs: pd.DataFrame
    words: frozenset[str]
    line_lengths: np.ndarray  # (lines,): in words
    verse_lengths: np.ndarray  # (verses,): in lines
    syllables: SyllableRules

    def songs_with(self, words: Sequence[str]) -> int:
        """Count the songs in which these words follow each other within a line."""
        passage = " ".join(words)
        places = self.text.places(passage)
        whole = self.text.have_gap_at(places - 1) & self.text.have_gap_at(places + len(passage))
        return len(np.unique(self._song_numbers(places[whole])))

    def has_line(self, line: str) -> bool:
        """Return whether a song has exactly this line."""
        return len(self.text.places(f"\n{line}\n")) > 0

    def song_of_line(self, line: str) -> dict | None:
        """Return the columns of `DESCRIPTION` of the first song that has exactly this line, or None."""
        places = self.text.places(f"\n{line}\n")
        if not len(places):
            return None
        song = self.songs.iloc[self._song_numbers(places.min() + 1)]
        return {key: None if pd.isna(song[key]) else song[key] for key in DESCRIPTION}

    def _song_numbers(self, places: np.ndarray) -> np.ndarray:
        return np.searchsorted(self._starts, places, side="right") - 1

    @cached_property
    def _starts(self) -> np.ndarray:
        return self.songs["start"].to_numpy()


def code_type(characters: str) -> np.dtype:
    """Return the type of the numbers of characters, whose bytes sort as the numbers do: `uint8` if they fit."""
    return np.dtype(np.uint8 if len(characters) <= np.iinfo(np.uint8).max else ">u2")


def _length_in_common(one: bytes, other: bytes) -> int:
    """Return the length of the common beginning of two passages."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
