"""The training songs, made searchable: what in a text stands in them, where, and how often."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from pydivsufsort import divsufsort

from geetkar.corpus.songs_table import read_column_pairs, read_rows
from geetkar.corpus.text import SONG_BREAK
from geetkar.workflow.errors import InputError

LONGEST_MATCH = 1000  # characters; who copies more is known by then, and texts of any length stay quick to search


class TrainingSongs:
    """The text that networks were trained on, with a suffix array: every place of a passage is found at once.

    Source: U. Manber, G. Myers, "Suffix arrays" (SIAM J. Comput. 1993). The array is built by divsufsort in a
    tenth of a second for 1.5 million characters, so it is kept nowhere.
    """

    def __init__(self, text: str, songs: Sequence[Mapping]) -> None:
        """Take a text, songs parted by two blank lines, and by song its `song`, `title`, `film`, `year`, `url`.

        Raises `InputError` where the text has another number of songs.
        """
        if len(written := text.split(SONG_BREAK)) != len(songs):
            raise InputError(
                f"the training text has {len(written)} songs, corpus/splits.parquet {len(songs)}: "
                "they are of two runs; delete results/corpus and run again."
            )
        self.songs = songs
        self.lines = text.strip("\n").split("\n")
        self.word_counts = Counter(text.split())
        # Before and after the text stands a line break, so that each line is between two.
        framed = "\n" + text.rstrip("\n") + "\n"
        self._song_starts = np.cumsum([1, *(len(song) + len(SONG_BREAK) for song in written[:-1])])
        # A number from 1 to 255 for each character: a byte each, in Devanagari too.
        self._numbers = {character: number for number, character in enumerate(sorted(set(framed)), start=1)}
        self._bytes = self._coded(framed)
        self._suffixes = divsufsort(self._bytes)

    def songs_with(self, words: Sequence[str]) -> int:
        """In how many songs these words follow each other within a line."""
        passage = " ".join(words)
        places = self._places(passage)
        whole = self._gaps[places - 1] & self._gaps[places + len(passage)]
        return len(np.unique(self._song_numbers(places[whole])))

    def song_of_line(self, line: str) -> Mapping | None:
        """The first song that has this line, from its beginning to its end; `None` where no song has it."""
        places = self._places(f"\n{line}\n")
        return self.songs[int(self._song_numbers(places.min() + 1))] if len(places) else None

    def longest_matches(self, text: str) -> np.ndarray:
        """For each character, how many from there on stand together in the training songs: shape `(characters,)`.

        These are the *matching statistics* of W. I. Chang, E. L. Lawler ("Sublinear approximate string matching and
        biological applications", Algorithmica 1994), here of `LONGEST_MATCH` characters at most.
        """
        coded = self._coded(text)
        return np.array([self._longest_match(coded[at : at + LONGEST_MATCH]) for at in range(len(coded))], dtype=int)

    def _longest_match(self, coded: bytes) -> int:
        """How much of the beginning of a passage stands in the text: it is nearest to its neighbours by alphabet."""
        after = bisect_left(self._suffixes, coded, key=self._beginning(len(coded)))
        neighbours = self._suffixes[max(0, after - 1) : after + 1]
        return max(_length_in_common(coded, self._bytes[at : at + len(coded)]) for at in neighbours)

    def _places(self, passage: str) -> np.ndarray:
        """Where a passage begins in the text, in no order."""
        coded = self._coded(passage)
        beginning = self._beginning(len(coded))
        first = bisect_left(self._suffixes, coded, key=beginning)
        return self._suffixes[first : bisect_right(self._suffixes, coded, lo=first, key=beginning)]

    def _beginning(self, length: int) -> Callable[[int], bytes]:
        return lambda place: self._bytes[place : place + length]

    def _song_numbers(self, places: np.ndarray) -> np.ndarray:
        return np.searchsorted(self._song_starts, places, side="right") - 1

    def _coded(self, text: str) -> bytes:
        """A byte for each character, 0 for those that the training songs lack."""
        return bytes(self._numbers.get(character, 0) for character in text)

    @cached_property
    def _gaps(self) -> np.ndarray:
        """Whether a character of the text stands between words."""
        coded = np.frombuffer(self._bytes, dtype=np.uint8)
        return np.isin(coded, [self._numbers.get(character, 0) for character in " \n"])


def _length_in_common(one: bytes, other: bytes) -> int:
    """How far two passages begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def read_training_songs(text_path: str | Path, songs_path: str | Path, splits_path: str | Path) -> TrainingSongs:
    """The training songs from their text in some script and the corpus's tables, whose lyrics are not read."""
    splits = read_column_pairs(splits_path, "song", "split")
    titles = {row["song"]: row for row in read_rows(songs_path, ["song", "title", "film", "year", "url"])}
    songs = [titles[song] for song, split in splits.items() if split == "train"]
    return TrainingSongs(Path(text_path).read_text(encoding="utf-8"), songs)
