"""Counts without a network: what followed the last characters in the training songs, and earlier in the same song."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from geetkar.memory.layout import NATS_PER_CODE
from geetkar.memory.learning import count_song, count_songs, counts_before, learn_memory, songs_of, with_room
from geetkar.memory.likelihood import likelihoods
from geetkar.memory.memory import Memory
from geetkar.memory.tables import CORPUS_ORDERS, state_before
from geetkar.sampling.reading import Arrays, ReadingNetwork
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary


def bits_per_character(adapting: bool, train: str, held_out: Sequence[str]) -> list[float]:
    """Return the bits per character of each held-out text, predicted from the training text and the song so far.

    If they are `adapting`, the counts of the training songs also learn from each held-out song after its end. An
    unknown character costs its spelling as well, as for networks.
    """
    vocabulary = build_vocabulary(train, "roman", "char")
    trained = encode_text(train, vocabulary)
    memory = learn_memory("song_and_corpus", trained, vocabulary)
    nats = (_nats(memory, trained, encode_text(text, vocabulary), adapting) for text in held_out)
    return [
        (cost + vocabulary.spelling_nats(text)) / math.log(2) / len(text)
        for cost, text in zip(nats, held_out, strict=True)
    ]


def _nats(memory: Memory, trained: np.ndarray, held_out: np.ndarray, adapting: bool) -> float:
    """Return the cost of a held-out text `(units,)`, in nats."""
    both = np.concatenate([trained, held_out])
    counts = count_songs(counts_before(both, memory.line_break), songs_of(trained, memory.line_break))
    counts = with_room(counts, len(held_out) * len(CORPUS_ORDERS))
    memory, state, nats = replace(memory, corpus=counts), state_before(1, memory.line_break), 0.0
    for start, end in songs_of(held_out, memory.line_break):
        nats -= float(np.log(likelihoods(memory, state, held_out[start:end])).sum())
        if adapting:
            count_song(counts, len(trained) + start, len(trained) + end, 1)
    return nats


class CountsNetwork(ReadingNetwork):
    """A memory alone with the interface of a network, to write as networks do."""

    def __init__(self, memory: Memory):
        self.memory, self._codes = memory, memory.layout.codes(memory.layout.distributions[-1])

    def compute(self, units: np.ndarray, arrays: Arrays, rows: np.ndarray | None = None) -> tuple[np.ndarray, Arrays]:
        """Return the log probabilities that the memory's last distribution proposes, as `ReadingNetwork` says."""
        return cast(np.ndarray, rows)[..., self._codes] * np.float32(-NATS_PER_CODE), arrays

    def zeros(self, batch: int) -> Arrays:
        """Return the arrays before any text: none."""
        return ()
