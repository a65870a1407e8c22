"""Texts that are measured together, and the quantities that measures count in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geetkar.evaluation.lengths import verse_lengths
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.verse.rhymes import Rhyme, find_rhymes
from geetkar.verse.spellings import Spellings

Text = Sequence[str]  # its complete lines, including blank ones


@dataclass(frozen=True)
class Texts:
    """Texts of one script, and the training songs that they are compared with."""

    texts: Sequence[Text]
    songs: TrainingSongs
    spellings: Spellings

    @cached_property
    def lines(self) -> list[list[str]]:
        """Return the words of each line that is not blank."""
        return [line.split() for text in self.texts for line in text if line.strip()]

    @cached_property
    def words(self) -> list[str]:
        """Return all words in order."""
        return [word for line in self.lines for word in line]

    @cached_property
    def new_words(self) -> list[str]:
        """Return the words that occur in no training song."""
        return [word for word in self.words if word not in self.songs.words]

    @cached_property
    def verse_lengths(self) -> list[int]:
        """Return the number of lines of each verse."""
        return [length for text in self.texts for length in verse_lengths(text)]

    @cached_property
    def rhymes(self) -> list[list[Rhyme | None]]:
        """Return the rhyme of each line, by text; blank lines count as lines."""
        sounds = self.spellings.sounds
        return [find_rhymes([[sounds(word) for word in line.split()] for line in text]) for text in self.texts]

    @cached_property
    def matches(self) -> list[np.ndarray]:
        """Return the longest match with the training songs from each character on, by text, without empty texts."""
        return [self.songs.text.longest_matches("\n".join(text)) for text in self.texts if any(text)]


def written_lines(text: str, prime: str) -> list[str]:
    """Return the complete lines that a network wrote, without the prime text's and the last, which is cut off.

    Blank lines, which separate verses, are kept.
    """
    lines = text.split("\n")
    return lines[len(prime.splitlines()) : -1]
