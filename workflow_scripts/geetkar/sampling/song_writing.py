"""Write songs to plans, line by line, many in one batch, without torch.

A network with plans is given the codes of each line, and the text as far as the plan decides it: a refrain returns word
for word, and a line that rhymes ends in the radif of the line that it rhymes with. Of each other line, the network
writes `CANDIDATES`, of which the song takes one of those that differ least from the plan.

A backward network writes the end of a line first, so its rhymes are certain: before the radif, only letters are allowed
that lead to a word that rhymes, and a line with which others are to rhyme has a word there that enough words rhyme
with. A forward network writes its candidates freely.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log

import numpy as np

from geetkar.sampling.decoding import (
    COOLEST,
    SONG_START,
    WARMEST,
    check_limits,
    draw,
    keep_likely,
    negative_log_softmax,
)
from geetkar.sampling.line_endings import LINE_BREAK, BackwardLine, Ending, Line, trie_of
from geetkar.sampling.reading import ReadingNetwork, State
from geetkar.sampling.song_in_progress import SongInProgress
from geetkar.sampling.song_requests import SongRequest, check_request
from geetkar.verse.arrangement import STEPS
from geetkar.verse.rhymes import Word
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.vocabulary.vocabulary import UNKNOWN, Vocabulary

CANDIDATES = 8  # lines, of which one is taken
TOGETHER = 16  # songs in a batch


@dataclass(frozen=True)
class PlannedSample:
    """A song that a network wrote to a plan.

    `bits` are those of a character of the lines that the network wrote; `price` are those by which it was more likely
    to write another character than all that were allowed.
    """

    request: SongRequest
    text: str
    bits: float
    price: float


@dataclass
class Reading:
    """How far a network has read a song: its state, the text that it is to read next, and the logits after its last."""

    state: State
    unread: str
    logits: np.ndarray


class SongWriter:
    """A network with all that it needs to write songs to plans."""

    def __init__(
        self,
        network: ReadingNetwork,
        vocabulary: Vocabulary,
        rhymes: RhymingWords,
        sounds: Callable[[str], Word],
        line_order: str,
    ):
        """Take a network with plans, the words that it can rhyme with, and a function that reads all others."""
        self.network, self.vocabulary, self.line_order = network, vocabulary, line_order
        usable = {word: heard for word, heard in rhymes.words.items() if vocabulary.numbers.keys() >= set(word)}
        self.rhymes = replace(rhymes, words=usable)
        self.sounds = cache(lambda word: usable.get(word) or sounds(word))
        self._tries = cache(lambda times: trie_of(self.rhymes.answerable(times)))
        no_letters = {UNKNOWN, *vocabulary.codes, *(vocabulary.numbers.get(each) for each in "\n ")}
        self._letters = frozenset(unit for number, unit in enumerate(vocabulary.units) if number not in no_letters)
        self._mask_of = cache(self._make_mask)

    def check(self, request: SongRequest) -> None:
        """Raise `InputError` for a request that cannot be fulfilled."""
        check_request(request, self.rhymes, self.vocabulary, self.sounds)

    def write(
        self, requests: Sequence[SongRequest], top_k: int | None = None, top_p: float | None = None
    ) -> list[PlannedSample]:
        """Write the songs. The same request gives the same song, whatever the others are.

        Raise `InputError` for one that cannot be fulfilled, or for impossible limits.
        """
        check_limits(top_k, top_p)
        for request in requests:
            self.check(request)
        batches = (requests[first : first + TOGETHER] for first in range(0, len(requests), TOGETHER))
        return [written for batch in batches for written in self._write_batch(batch, top_k, top_p)]

    def _write_batch(
        self, requests: Sequence[SongRequest], top_k: int | None, top_p: float | None
    ) -> Iterator[PlannedSample]:
        songs = [SongInProgress(request, self.rhymes, self.sounds, self._tries) for request in requests]
        readings = [Reading(self.network.initial_state(1), SONG_START, np.zeros(0)) for _ in songs]
        while unwritten := [number for number, song in enumerate(songs) if self._read_on(song, readings[number])]:
            self._write_lines([songs[each] for each in unwritten], [readings[each] for each in unwritten], top_k, top_p)
        for song in songs:
            written = max(song.characters, 1)
            yield PlannedSample(song.request, song.text, song.bits / written, song.price / written)

    def _read_on(self, song: SongInProgress, reading: Reading) -> bool:
        """Add the lines of a song that are given; return whether the network has read up to another one."""
        while not song.is_whole:
            reading.unread += song.codes()
            if (line := song.given_line()) is None:
                units = np.array(self.vocabulary.encode(reading.unread), dtype=np.int64)[:, np.newaxis]
                logits, reading.state = self.network(units, reading.state)
                reading.logits, reading.unread = logits[-1], ""
                return True
            song.add(line)
            reading.unread += self._as_read(line)
        return False

    def _write_lines(
        self, songs: Sequence[SongInProgress], readings: Sequence[Reading], top_k: int | None, top_p: float | None
    ) -> None:
        """Write the next line of each song."""
        owners = [song for song in songs for _ in range(CANDIDATES)]
        lines = [self._new_line(ending) for song in songs for ending in [song.ending()] * CANDIDATES]
        temperatures = np.array([[song.request.temperature] for song in owners]).clip(COOLEST, WARMEST)
        state = self.network.branch([reading.state for reading in readings], CANDIDATES)
        logits = np.concatenate([reading.logits for reading in readings]).repeat(CANDIDATES, axis=0)
        while not all(line.is_whole for line in lines):
            allowed = np.array([self._mask_of(line.allowed()) for line in lines])
            likely = keep_likely(np.where(allowed, logits, -np.inf) / temperatures.astype(np.float32), top_k, top_p)
            # A song draws no numbers while it waits for others, so that it does not depend on them.
            pairs = zip(lines, owners, strict=True)
            drawn = draw(likely, np.array([0.0 if line.is_whole else song.random.random() for line, song in pairs]))
            bits = negative_log_softmax(logits.astype(np.float64)) / log(2)
            prices = -np.logaddexp2.reduce(np.where(allowed, -bits, -np.inf), axis=1)
            for number, line in enumerate(lines):
                if not line.is_whole:
                    unit = drawn[number]
                    line.write(self.vocabulary.units[unit], bits[number, unit], prices[number])
            (logits,), state = self.network(drawn[np.newaxis], state)
        for number, (song, reading) in enumerate(zip(songs, readings, strict=True)):
            taken = song.take(lines[number * CANDIDATES : (number + 1) * CANDIDATES])
            reading.unread = self._as_read(taken)

    def _new_line(self, ending: Ending) -> Line:
        return Line(self._letters) if self.line_order == "forward" else BackwardLine(self._letters, ending)

    def _as_read(self, line: str) -> str:
        """Return a line as the network reads it after its codes."""
        return line[:: STEPS[self.line_order]] + LINE_BREAK

    def _make_mask(self, letters: frozenset[str]) -> np.ndarray:
        mask = np.zeros(len(self.vocabulary), dtype=bool)
        mask[[self.vocabulary.numbers[letter] for letter in letters]] = True
        return mask
