"""The memory of a song: its settings, and the rows that it proposes for texts.

A song begins after three line breaks, with an empty memory. The contexts of its first units reach one unit before it,
which is a line break. When a memory is 4,000 units long (`tables.LONGEST`), it forgets all but the last 2,000, so that
a text without songs has a memory of its last 2,000 to 4,000 units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save

from geetkar.memory.compiled import read_text, read_texts
from geetkar.memory.discounts import check_discounts, reading_memory
from geetkar.memory.layout import NATS_PER_CODE, Layout, layout_of
from geetkar.memory.tables import (
    CORPUS_ORDERS,
    EDGE,
    NODE,
    ORDERS,
    ORDERS_ON_CORPUS,
    PHRASE_ORDERS,
    Counts,
    Settings,
    copy_texts,
    no_counts,
    state_before,
)
from geetkar.workflow.files import replacing

STORED_TYPES = {"nodes": NODE, "edges": EDGE}  # of arrays that a file has as bytes


@dataclass(frozen=True)
class Memory:
    """The settings of a memory.

    `line_break` and `space` are the numbers of these units, -1 if the vocabulary has none. `discounts` are
    `(distributions, orders, 3)`; a distribution with fewer orders than the song has leaves the last rows unused.
    `corpus` are the counts of the training songs.
    """

    layout: Layout
    line_break: int
    space: int
    discounts: np.ndarray
    corpus: Counts | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings for compiled functions."""
        corpus = no_counts(np.zeros(0, np.int32), 0) if self.corpus is None else self.corpus
        return Settings(
            self.layout.units,
            self.line_break,
            self.space,
            1 / NATS_PER_CODE,
            self.discounts,
            ORDERS,
            PHRASE_ORDERS,
            CORPUS_ORDERS,
            ORDERS_ON_CORPUS,
            corpus,
        )

    def tensors(self) -> dict[str, np.ndarray]:
        """Return everything as arrays by name, which `memory_of` turns into the same memory."""
        tensors = {
            "units": np.array([self.layout.units, self.line_break, self.space]),
            "discounts": self.discounts,
        }
        if self.corpus is not None:
            for name, array in self.corpus._asdict().items():
                tensors[f"corpus.{name}"] = array.view(np.uint8) if name in STORED_TYPES else array
        return tensors

    def save(self, path: str | Path) -> None:
        """Write the memory to a safetensors file, whole or not at all."""
        with replacing(path) as temporary:
            temporary.write_bytes(save(self.tensors()))

    @staticmethod
    def load(path: str | Path) -> "Memory":
        """Read a memory from its file. Raise `InputError` for any other file."""
        with reading_memory(path):
            return memory_of(load_file(path))


def memory_of_song(units: Sequence[str], discounts: Any) -> Memory:
    """Return the memory `song` of a vocabulary's units, by number, with known discounts.

    Raise `ValueError` if it cannot have these discounts.
    """
    line_break, space = (units.index(unit) if unit in units else -1 for unit in "\n ")
    layout = layout_of("song", len(units))
    return Memory(layout, line_break, space, check_discounts(np.array(discounts, dtype=np.float64), layout))


def memory_of(tensors: dict[str, np.ndarray]) -> Memory:
    """Return the memory whose `tensors` are given. Raise `KeyError` or `ValueError` if they are those of no memory.

    Compiled functions check no index, so everything that they use as one is checked here.
    """
    units, line_break, space = tensors["units"].tolist()
    corpus = _corpus_of(tensors, units) if "corpus.text" in tensors else None
    if units < 1 or max(line_break, space) >= units:
        raise ValueError("impossible units")
    layout = layout_of("song" if corpus is None else "song_and_corpus", units)
    return Memory(layout, line_break, space, check_discounts(tensors["discounts"], layout), corpus)


def _corpus_of(tensors: dict[str, np.ndarray], units: int) -> Counts:
    """Return the counts among tensors. Raise `ValueError` for indices out of an array and for endless lists."""
    arrays = {name: tensors[f"corpus.{name}"] for name in Counts._fields}
    counts = Counts(**{name: array.view(STORED_TYPES.get(name, array.dtype)) for name, array in arrays.items()})
    expected = {"text": np.int32, "slots": np.int32, "nodes": NODE, "edges": EDGE, "sizes": np.int64}
    if any(array.ndim != 1 or array.dtype != expected[name] for name, array in counts._asdict().items()):
        raise ValueError("arrays of other types")
    if counts.sizes.shape != (2,) or not (counts.sizes >= 0).all() or len(counts.slots).bit_count() != 1:
        raise ValueError("impossible sizes")
    nodes, edges = (array[:size] for array, size in zip(counts[2:4], counts.sizes, strict=True))
    right = [
        counts.sizes.tolist() == [len(nodes), len(edges)],
        _within(counts.slots, 0, len(nodes)) and (counts.slots == 0).any(),
        np.isin(nodes["order"], CORPUS_ORDERS).all(),
        (nodes["end"] >= nodes["order"]).all() and _within(nodes["end"], 0, len(counts.text)),
        _within(nodes["first"], 0, len(edges)) and (nodes["total"] >= 0).all(),
        _within(edges["unit"], 0, units - 1) and (edges["count"] >= 0).all(),
        (edges["next"] >= 0).all() and (edges["next"] <= np.arange(len(edges))).all(),  # each points to an older one
    ]
    if not all(right):
        raise ValueError("impossible counts")
    return counts


def _within(numbers: np.ndarray, least: int, greatest: int) -> bool:
    return bool(((numbers >= least) & (numbers <= greatest)).all())


class Reader:
    """Several texts that are read at the same time, each from the beginning of a song."""

    def __init__(self, memory: Memory, batch: int):
        self.memory = memory
        self._state = state_before(batch, memory.line_break)

    @classmethod
    def branched(cls, readers: Sequence["Reader"], times: int) -> "Reader":
        """Return a reader of each reader's texts so many times over, in this order. The readers can be read on from."""
        branches = cls(readers[0].memory, times * sum(len(reader._state.lengths) for reader in readers))
        copy_texts([reader._state for reader in readers], branches._state, times)
        return branches

    def rows_after(self, units: np.ndarray) -> np.ndarray:
        """Read the next units of each text, `(time, batch)`. Return the row of the unit after each.

        Rows are `(time, batch, width)` of uint8. Raise `ValueError` for a number that is no unit's.
        """
        rows = np.empty((*units.shape, self.memory.layout.width), np.uint8)
        checked = self._checked(units, (len(units), len(self._state.lengths)))
        read_texts(self.memory.settings, self._state, checked, rows)
        return rows

    def read_text(self, units: np.ndarray) -> np.ndarray:
        """Read the next units `(units,)` of the only text. Return their rows, `(units, width)` of uint8.

        Raise `ValueError` for a number that is no unit's.
        """
        rows = np.empty((len(units), self.memory.layout.width), np.uint8)
        read_text(self.memory.settings, self._state, self._checked(units, (len(units),)), rows)
        return rows

    def _checked(self, units: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        """Return units as compiled functions expect them, which check no index."""
        if units.shape != shape or not _within(units, 0, self.memory.layout.units - 1):
            raise ValueError(f"expected units of a vocabulary of {self.memory.layout.units}, in an array {shape}")
        return units.astype(np.int64)


def rows_of(memory: Memory, encoded: np.ndarray) -> np.ndarray:
    """Return the rows of a text `(units,)` that begins with a song: `(units, width)` of uint8, row t for unit t."""
    return Reader(memory, 1).read_text(encoded)
