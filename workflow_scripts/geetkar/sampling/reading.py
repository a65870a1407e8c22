"""Networks as readers of texts, with the rows of their memory if they have one."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from geetkar.memory.memory import Memory, Reader

Arrays = tuple[np.ndarray, ...]
State = tuple[Any, ...]  # a network's arrays and, if it has a memory, the `Reader` of the texts


class ReadingNetwork(ABC):
    """A network that reads texts from the beginning of a song, many at the same time.

    A network with a memory changes the state that it is given: use each state once, and `branch` to read on twice.
    """

    memory: Memory | None = None

    def __call__(self, units: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Read units `(time, batch)`; return logits `(time, batch, vocabulary)` and the state after them."""
        if self.memory is None:
            return self.compute(units, state)
        *arrays, reader = state
        logits, after = self.compute(units, tuple(arrays), reader.rows_after(units))
        return logits, (*after, reader)

    def initial_state(self, batch: int) -> State:
        """Return the state before any text."""
        zeros = self.zeros(batch)
        return zeros if self.memory is None else (*zeros, Reader(self.memory, batch))

    def branch(self, states: Sequence[State], times: int) -> State:
        """Return a state of each state's texts so many times over, in this order; the states can be read on from."""
        arrays = len(states[0]) - (self.memory is not None)
        joined = [np.concatenate([state[number] for state in states], axis=1) for number in range(arrays)]
        branches: list[Any] = [array.repeat(times, axis=1) for array in joined]
        if self.memory is not None:
            branches.append(Reader.branched([state[-1] for state in states], times))
        return tuple(branches)

    @abstractmethod
    def compute(self, units: np.ndarray, arrays: Arrays, rows: np.ndarray | None = None) -> tuple[np.ndarray, Arrays]:
        """Return the logits of units `(time, batch)`, whose rows are `(time, batch, width)`, and the arrays after them.

        A network's arrays are one `(layers, batch, hidden)`, or two for an LSTM.
        """

    @abstractmethod
    def zeros(self, batch: int) -> Arrays:
        """Return the arrays before any text."""
