"""Networks that are not trained, to write songs with."""

import numpy as np

from geetkar.sampling.reading import ReadingNetwork


class EvenNetwork(ReadingNetwork):
    """A network that prefers no unit, and counts in its state the units that it has read."""

    def __init__(self, vocabulary, memory=None):
        self.vocabulary, self.memory = vocabulary, memory
        self.read = []

    def compute(self, units, arrays, rows=None):
        """Return equal logits."""
        self.read.append(units)
        return np.zeros((*units.shape, len(self.vocabulary)), np.float32), (arrays[0] + len(units),)

    def zeros(self, batch):
        """Return the counts before any text."""
        return (np.zeros((1, batch, 1), np.float32),)


class TextNetwork(EvenNetwork):
    """A network that prefers each unit according to all that it has read, and to nothing else."""

    def compute(self, units, arrays, rows=None):
        """Return logits that depend on the text."""
        state, logits = arrays[0].astype(np.float64), []
        for now in units:
            state = (state * 31 + now[np.newaxis, :, np.newaxis] + 1) % 9973
            logits.append(np.sin(state[0] * np.arange(1, len(self.vocabulary) + 1)))
        return np.array(logits, np.float32), (state.astype(np.float32),)
