"""How likely a memory makes a text, computed from counts that do not depend on its discounts."""

import numpy as np

from geetkar.memory.compiled import compiled, observe_text
from geetkar.memory.memory import Memory
from geetkar.memory.tables import CORPUS_ORDERS, ORDERS, ORDERS_ON_CORPUS, State


def likelihoods(memory: Memory, state: State, units: np.ndarray) -> np.ndarray:
    """Read the next units of a text; return their probabilities `(units,)`.

    They are those of `song_on_corpus`, or of `song` without a corpus, and exact, while those in rows are rounded.
    """
    in_song, in_corpus = observe(memory, state, units)
    uniform = np.full(len(units), 1 / memory.layout.units)
    if memory.corpus is None:
        return mix(in_song, memory.discounts[0], uniform)
    base = mix(in_corpus, memory.discounts[0], uniform)
    return mix(in_song[:, -len(ORDERS_ON_CORPUS) :], memory.discounts[1], base)


def observe(memory: Memory, state: State, units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Read the next units of a text; return what is observed of them in the song and in the corpus.

    The shapes are `(units, orders, 5)` and `(units, corpus orders, 5)`; the last axis is that of `compiled.observe`.
    """
    in_song = np.empty((len(units), len(ORDERS), 5), np.int32)
    in_corpus = np.empty((len(units), len(CORPUS_ORDERS), 5), np.int32)
    observe_text(memory.settings, state, units.astype(np.int64), in_song, in_corpus)
    return in_song, in_corpus


@compiled
def mix(observed: np.ndarray, discounts: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Return the probabilities `(units,)` of observed units, as `compiled.predict` computes them."""
    probabilities = np.empty(len(base))
    for unit in range(len(base)):
        probability, weight = 0.0, 1.0
        for rank in range(observed.shape[1] - 1, -1, -1):
            once, twice, oftener, total, own = observed[unit, rank]
            if total == 0:
                continue
            if own > 0:
                probability += weight * (own - discounts[rank, min(own, 3) - 1]) / total
            weight *= (once * discounts[rank, 0] + twice * discounts[rank, 1] + oftener * discounts[rank, 2]) / total
        probabilities[unit] = probability + weight * base[unit]
    return probabilities
