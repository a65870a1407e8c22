"""The arrays that compiled functions read and write: counts of what followed each context, settings and states."""

from collections.abc import Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

LONGEST = 4000  # units of a memory, see `memory.py`
ORDERS = np.array([0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20])  # of the song's contexts
CORPUS_ORDERS = ORDERS[ORDERS <= 6]
PHRASE_ORDERS = ORDERS[ORDERS >= 4]
# What follows single units in a song says less than what follows longer contexts in the corpus.
ORDERS_ON_CORPUS = ORDERS[ORDERS >= 2]

NODE = np.dtype([("hash", "u8"), ("end", "i4"), ("order", "i4"), ("total", "i4"), ("first", "i4")])
EDGE = np.dtype([("unit", "i4"), ("count", "i4"), ("next", "i4")])
# The numbers of a place that are kept from unit to unit; `layout.PLACES` are computed from them.
PLACE_NUMBERS = 9


class Counts(NamedTuple):
    """Contexts (nodes) in a text `(units,)` of int32, and what followed each (a linked list of edges).

    A node's context is the `order` units before `end` in the text. `slots` is a hash table of nodes with linear
    probing. In `slots`, `first` and `next`, 0 means none, and numbers count from 1. `sizes` has the numbers of nodes
    and of edges in use.
    """

    text: np.ndarray
    slots: np.ndarray
    nodes: np.ndarray
    edges: np.ndarray
    sizes: np.ndarray


class Settings(NamedTuple):
    """What decides the rows of a text, see `memory.Memory`. Without a corpus its counts are those of an empty text."""

    units: int
    line_break: int
    space: int
    codes_per_nat: float
    discounts: np.ndarray
    orders: np.ndarray
    phrase_orders: np.ndarray
    corpus_orders: np.ndarray
    orders_on_corpus: np.ndarray
    corpus: Counts


class State(NamedTuple):
    """What several texts remember: for each, the counts of its song, its length in units, and the place in it.

    A song's text begins with the unit before the song.
    """

    songs: Counts
    lengths: np.ndarray
    places: np.ndarray


def no_counts(text: np.ndarray, entries: int) -> Counts:
    """Return counts of nothing, with room for `entries` nodes and as many edges, for a text or for each of several.

    Room that is not used yet takes address space but no memory.
    """
    texts = text.shape[:-1]
    slots = 1 << (4 * entries // 3).bit_length()  # at most three quarters are in use
    return Counts(
        text=text,
        slots=np.zeros((*texts, slots), np.int32),
        nodes=np.zeros((*texts, entries), NODE),
        edges=np.zeros((*texts, entries), EDGE),
        sizes=np.zeros((*texts, 2), np.int64),
    )


def state_before(texts: int, line_break: int) -> State:
    """Return the state of texts that begin with a song."""
    before = np.full((texts, 1 + LONGEST), line_break, np.int32)
    songs = no_counts(before, LONGEST * len(ORDERS))
    return State(songs, np.zeros(texts, np.int64), np.zeros((texts, PLACE_NUMBERS), np.int64))


def copy_texts(states: Sequence[State], branches: State, times: int) -> None:
    """Copy each text of some states `times` times into `branches`, a new state with room for all of them.

    Entries that are not in use are not copied.
    """
    texts = ((state, text) for state in states for text in range(len(state.lengths)))
    for branch, (state, text) in enumerate(chain.from_iterable(repeat(each, times) for each in texts)):
        branches.lengths[branch], branches.places[branch] = state.lengths[text], state.places[text]
        for name, used in _in_use(state, text).items():
            getattr(branches.songs, name)[branch, : len(used)] = used


def _in_use(state: State, text: int) -> dict[str, np.ndarray]:
    songs, (nodes, edges) = state.songs, state.songs.sizes[text]
    return {
        "text": songs.text[text, : state.lengths[text] + 1],
        "slots": songs.slots[text],
        "nodes": songs.nodes[text, :nodes],
        "edges": songs.edges[text, :edges],
        "sizes": songs.sizes[text],
    }
