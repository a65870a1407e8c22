"""The memory of a song: its settings, and the rows that it proposes for texts.

A song begins after three line breaks, with an empty memory. The contexts of its first units reach one unit before it,
which is a line break. When a memory is 4,000 units long (`tables.LONGEST`), it forgets all but the last 2,000, so that
a text without songs has a memory of its last 2,000 to 4,000 units.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from geetkar.memory.compiled import read_text, read_units, write_rows
from geetkar.memory.layout import DISTRIBUTIONS, NATS_PER_CODE, Layout
from geetkar.memory.tables import (
    CORPUS_ORDERS,
    EDGE,
    NODE,
    ORDERS,
    ORDERS_ON_CORPUS,
    Counts,
    Settings,
    no_counts,
    state_before,
)
from geetkar.workflow.errors import InputError
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
        try:
            return memory_of(load_file(path))
        except (SafetensorError, KeyError, ValueError) as error:
            raise InputError(f"{path} is not a memory ({error}): delete it and run again.") from error


def memory_of(tensors: dict[str, np.ndarray]) -> Memory:
    """Return the memory whose `tensors` are given. Raise `KeyError` or `ValueError` if they are those of no memory."""
    units, line_break, space = tensors["units"].tolist()
    corpus = None
    if "corpus.text" in tensors:
        arrays = {name: tensors[f"corpus.{name}"] for name in Counts._fields}
        corpus = Counts(**{name: array.view(STORED_TYPES.get(name, array.dtype)) for name, array in arrays.items()})
    distributions = DISTRIBUTIONS["song" if corpus is None else "song_and_corpus"]
    discounts = tensors["discounts"].reshape(len(distributions), len(ORDERS), 3)
    return Memory(Layout(distributions, units), line_break, space, discounts, corpus)


class Reader:
    """Several texts that are read at the same time, each from the beginning of a song."""

    def __init__(self, memory: Memory, batch: int):
        self.memory = memory
        self._state = state_before(batch, memory.line_break)

    def rows(self) -> np.ndarray:
        """Return the row of each text's next unit, `(batch, width)` of uint8."""
        rows = np.empty((len(self._state.lengths), self.memory.layout.width), np.uint8)
        write_rows(self.memory.settings, self._state, rows)
        return rows

    def read(self, units: np.ndarray) -> None:
        """Read the next unit of each text, `(batch,)`."""
        read_units(self.memory.settings, self._state, units.astype(np.int64))

    def read_text(self, units: np.ndarray) -> np.ndarray:
        """Read the next units `(units,)` of the only text. Return their rows, `(units, width)` of uint8."""
        rows = np.empty((len(units), self.memory.layout.width), np.uint8)
        read_text(self.memory.settings, self._state, units.astype(np.int64), rows)
        return rows


def rows_of(memory: Memory, encoded: np.ndarray) -> np.ndarray:
    """Return the rows of a text `(units,)` that begins with a song: `(units, width)` of uint8, row t for unit t."""
    return Reader(memory, 1).read_text(encoded)
