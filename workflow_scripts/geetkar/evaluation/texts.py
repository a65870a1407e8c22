"""Texts that are measured together, and what measures count in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geetkar.evaluation.lengths import verse_lengths
from geetkar.evaluation.rhymes import Rhyme, find_rhymes
from geetkar.evaluation.spellings import Spellings
from geetkar.evaluation.training_songs import TrainingSongs

Text = Sequence[str]  # its whole lines, with the blank ones


@dataclass(frozen=True)
class Texts:
    """Texts of one script, and the training songs that they are compared with."""

    texts: Sequence[Text]
    songs: TrainingSongs
    spellings: Spellings

    @cached_property
    def lines(self) -> list[list[str]]:
        """The words of each line, without blank lines."""
        return [line.split() for text in self.texts for line in text if line.strip()]

    @cached_property
    def words(self) -> list[str]:
        """All words, in their order."""
        return [word for line in self.lines for word in line]

    @cached_property
    def new_words(self) -> list[str]:
        """The words that no training song has."""
        return [word for word in self.words if word not in self.songs.words]

    @cached_property
    def verse_lengths(self) -> list[int]:
        """How many lines each verse has."""
        return [length for text in self.texts for length in verse_lengths(text)]

    @cached_property
    def rhymes(self) -> list[list[Rhyme | None]]:
        """The rhyme of each line, text by text, with the blank lines."""
        sounds = self.spellings.sounds
        return [find_rhymes([[sounds(word) for word in line.split()] for line in text]) for text in self.texts]

    @cached_property
    def matches(self) -> list[np.ndarray]:
        """How many characters from each one on a training song has, too, for each text that is not empty."""
        return [self.songs.text.longest_matches("\n".join(text)) for text in self.texts if any(text)]


def written_lines(text: str, prime: str) -> list[str]:
    """Return the whole lines that a network wrote: after those of the prime text, before the cut-off last one.

    Blank lines, which are between verses, are kept.
    """
    lines = text.split("\n")
    return lines[len(prime.splitlines()) : -1]
