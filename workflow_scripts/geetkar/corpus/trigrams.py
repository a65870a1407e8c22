"""Compare songs by their word trigrams, with words compared by their consonants.

Contributors spell the same Hindi song in different ways, and mostly disagree on vowels, nasals and aspiration. Words of
any language are compared as they are written, apart from their case.
"""

import hashlib
from array import array
from functools import lru_cache
from tempfile import TemporaryFile

import numpy as np

from geetkar.corpus.transliteration.word_sounds import WORDS_REMEMBERED, consonants_of

WORDS = 3
# Odd numbers to combine the hashes of three words; the golden ratio's digits, as in Knuth's multiplicative hashing.
WEIGHTS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))


class Trigrams:
    """The trigrams of every song, as sorted 64-bit hashes, in a temporary file."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115 (closed with this object)
        self.starts = array("Q", [0])

    def append(self, runs: np.ndarray) -> None:
        """Add the trigrams of the next song."""
        runs.tofile(self.file)
        self.starts.append(self.starts[-1] + len(runs))

    def __getitem__(self, song: int) -> np.ndarray:
        start, end = self.starts[song : song + 2]
        self.file.seek(start * 8)
        return np.fromfile(self.file, np.uint64, end - start)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def count(self, song: int) -> int:
        """Return the number of different trigrams of a song."""
        return self.starts[song + 1] - self.starts[song]

    def in_several_songs(self) -> np.ndarray:
        """Return the trigrams that are in more than one song, and the largest one, sorted."""
        self.file.seek(0)
        runs = np.fromfile(self.file, np.uint64)
        runs.sort()  # in place, since these are all trigrams of the archive
        again = runs[1:] == runs[:-1]
        again[1:] &= ~again[:-1]
        return np.append(runs[1:][again], runs[-1:])


def hash_text(text: str) -> int:
    """Return a 64-bit hash that is the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@lru_cache(WORDS_REMEMBERED)
def hash_word(word: str, language: str) -> int:
    """Return a hash of a word, the same for other spellings of it; `language` is `hindi` or `any`."""
    return hash_text(consonants_of(word) if language == "hindi" else word.casefold())


def hash_trigrams(verses: list[list[str]], language: str = "hindi") -> np.ndarray:
    """Return the different word trigrams of a song, across its lines, as sorted 64-bit hashes.

    `language` is `hindi` or `any`. Three times the same word, such as `laa laa laa`, are not counted. A song without
    any trigram is one of its own.
    """
    words = (word for verse in verses for line in verse for word in line.split())
    words = np.fromiter((hash_word(word, language) for word in words), np.uint64)
    first, second, third = (words[place : max(0, len(words) - WORDS + 1) + place] for place in range(WORDS))
    different = (first != second) | (second != third)
    # Weighted sums of random numbers, with overflow, are as good as a hash of the three words.
    runs = (first * WEIGHTS[0] + second * WEIGHTS[1] + third * WEIGHTS[2])[different]
    return np.unique(runs) if len(runs) else words.sum(keepdims=True)
