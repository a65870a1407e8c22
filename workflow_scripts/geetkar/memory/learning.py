"""Learn a memory's settings from the training text: its discounts, and the counts of the corpus."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import numpy as np

from geetkar.memory.compiled import SONG_BREAKS, count, move
from geetkar.memory.layout import layout_of
from geetkar.memory.likelihood import mix, observe
from geetkar.memory.memory import Memory, Reader
from geetkar.memory.tables import (
    CORPUS_ORDERS,
    LONGEST,
    ORDERS,
    ORDERS_ON_CORPUS,
    PHRASE_ORDERS,
    Counts,
    no_counts,
    state_before,
)
from geetkar.vocabulary.vocabulary import Vocabulary

FITTED_SONGS = 40  # from which the discounts are found
FIRST_DISCOUNTS = (0.5, 0.7, 0.8)  # of counts of 1, 2, and 3 or more
LEAST_DISCOUNT, GREATEST_DISCOUNTS = 0.02, (0.98, 1.98, 2.98)
STEPS = (0.2, 0.1, 0.05, 0.02)

Song = tuple[int, int]  # the first unit of a song in its text, and the unit after its last one


def learn_memory(name: str, encoded: np.ndarray, vocabulary: Vocabulary) -> Memory:
    """Return the memory `song` or `song_and_corpus` for an encoded training text `(units,)`."""
    line_break, space = (vocabulary.numbers.get(unit, -1) for unit in "\n ")
    layout = layout_of(name, len(vocabulary))
    songs = songs_of(encoded, line_break)
    corpus = None
    if "corpus" in layout.distributions:
        corpus = trimmed(count_songs(counts_before(encoded, line_break), songs))
    discounts = np.tile(FIRST_DISCOUNTS, (len(layout.distributions), len(ORDERS), 1))
    memory = Memory(layout, line_break, space, discounts, corpus)
    return replace(memory, discounts=_fitted_discounts(memory, encoded, _some(songs)))


def songs_of(encoded: np.ndarray, line_break: int) -> list[Song]:
    """Return the songs of a text, with the line breaks after them; longer ones than a memory are several."""
    breaks = np.flatnonzero(encoded == line_break)
    first_of_run = np.flatnonzero(np.diff(breaks, prepend=-2) > 1)
    run = np.searchsorted(first_of_run, np.arange(len(breaks)), side="right") - 1
    in_run = np.arange(len(breaks)) - first_of_run[run]
    ends = breaks[in_run % SONG_BREAKS == SONG_BREAKS - 1] + 1
    whole = pairwise([0, *ends[ends < len(encoded)].tolist(), len(encoded)])
    return [(part, min(part + LONGEST, end)) for start, end in whole for part in range(start, end, LONGEST)]


def counts_before(encoded: np.ndarray, line_break: int) -> Counts:
    """Return empty counts for a text. A line break is put before it."""
    return no_counts(np.concatenate([[line_break], encoded]).astype(np.int32), LONGEST * len(CORPUS_ORDERS))


def count_songs(counts: Counts, songs: list[Song]) -> Counts:
    """Return the counts with songs of their text counted as well."""
    for start, end in songs:
        counts = with_room(counts, (end - start) * len(CORPUS_ORDERS))
        count_song(counts, start, end, 1)
    return counts


def count_song(counts: Counts, start: int, end: int, times: int) -> None:
    """Count a song of the corpus once more (`times` 1) or once less (-1). Its contexts reach one unit before it."""
    count(counts, CORPUS_ORDERS, start + 1, end + 1, start, times)


def trimmed(counts: Counts) -> Counts:
    """Return the same counts without room for others."""
    return _moved(counts, int(counts.sizes.max()))


@contextmanager
def left_out(memory: Memory, start: int, end: int) -> Generator[None]:
    """Take a song out of the corpus counts for the duration of a block; do nothing if the memory has no corpus."""
    if memory.corpus is not None:
        count_song(memory.corpus, start, end, -1)
    yield
    if memory.corpus is not None:
        count_song(memory.corpus, start, end, 1)


def rows_by_song(memory: Memory, encoded: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the rows of a text song by song."""
    reader = Reader(memory, 1)
    for start, end in songs_of(encoded, memory.line_break):
        yield reader.read_text(encoded[start:end])


def with_room(counts: Counts, entries: int) -> Counts:
    """Return the same counts with room for at least `entries` more nodes and edges."""
    needed = int(counts.sizes.max()) + entries
    return counts if needed <= len(counts.nodes) else _moved(counts, 2 * needed)


def _moved(counts: Counts, entries: int) -> Counts:
    """Return the same counts with room for `entries` nodes and edges in all."""
    moved = no_counts(counts.text, entries)
    move(counts, moved)
    return moved


def _some(songs: list[Song]) -> list[Song]:
    """Return up to `FITTED_SONGS` songs, at equal distances from the first one on."""
    return songs[:: max(1, len(songs) // FITTED_SONGS)][:FITTED_SONGS]


def _fitted_discounts(memory: Memory, encoded: np.ndarray, songs: list[Song]) -> np.ndarray:
    """Return the discounts `(distributions, orders, 3)` under which some songs of the corpus are likely."""
    in_song, in_corpus = _observe_songs(memory, encoded, songs)
    uniform = np.full(len(in_song), 1 / memory.layout.units)
    if memory.corpus is None:
        fitted = [fit_discounts(in_song, uniform), fit_discounts(in_song[:, -len(PHRASE_ORDERS) :], uniform)]
    else:
        of_corpus = fit_discounts(in_corpus, uniform)
        base = mix(in_corpus, of_corpus, uniform)
        fitted = [of_corpus, fit_discounts(in_song[:, -len(ORDERS_ON_CORPUS) :], base)]
    return np.stack([np.pad(each, ((0, len(ORDERS) - len(each)), (0, 0)), mode="edge") for each in fitted])


def _observe_songs(memory: Memory, encoded: np.ndarray, songs: list[Song]) -> tuple[np.ndarray, np.ndarray]:
    """Return what `observe` returns for the units of songs, with each song left out of the corpus."""
    observed = []
    for start, end in songs:
        with left_out(memory, start, end):
            observed.append(observe(memory, state_before(1, memory.line_break), encoded[start:end]))
    in_song, in_corpus = zip(*observed, strict=True)
    return np.concatenate(in_song), np.concatenate(in_corpus)


def fit_discounts(observed: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Return discounts `(orders, 3)` under which observed units are likely.

    Each discount in turn goes up and down by smaller and smaller steps for as long as that helps.
    """
    best = np.tile(FIRST_DISCOUNTS, (observed.shape[1], 1))
    least = _nats(observed, best, base)
    for step in STEPS:
        for rank, kind in np.ndindex(*best.shape):
            for change in (step, -step):
                while True:
                    tried = best.copy()
                    tried[rank, kind] = np.clip(tried[rank, kind] + change, LEAST_DISCOUNT, GREATEST_DISCOUNTS[kind])
                    nats = _nats(observed, tried, base)
                    if nats >= least:
                        break
                    best, least = tried, nats
    return best


def _nats(observed: np.ndarray, discounts: np.ndarray, base: np.ndarray) -> float:
    return -float(np.log(mix(observed, discounts, base)).sum())
