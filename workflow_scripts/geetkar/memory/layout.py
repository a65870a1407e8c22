"""The bytes of a memory's rows: one row a unit, the same in training, sampling, ONNX and the playground."""

from dataclasses import dataclass

import numpy as np

MEMORIES = ("none", "song")  # of networks; `song_and_corpus` is only compared with them
DISTRIBUTIONS = {"song": ("song", "phrases"), "song_and_corpus": ("corpus", "song_on_corpus")}
NATS_PER_CODE = 1 / 16  # a code c, of 0 to 255, means a log probability of -c / 16 nats
# A network reads 0.2 times a log probability, plus 0.6, and a place divided by 32: numbers of about -1 to 1.
CODE_SCALE, CODE_SHIFT = -0.2 * NATS_PER_CODE, 0.6
PLACE_SCALE, PLACE_SHIFT = 1 / 32, -128 / 32
# The numbers about the place of a unit, in the order of their bytes; a byte b means the number b - 128.
PLACES = (
    "column",
    "length of the line before, minus the column",
    "length of the line before that, minus the column",
    "complete words of the line",
    "words of the line before, minus those of the line",
    "complete lines of the song",
    "complete lines of the verse",
    "1 if the line is as long as the line before, else 0",
)


@dataclass(frozen=True)
class Layout:
    """A row: for each of `distributions` one code a unit of the vocabulary, then one byte for each of `PLACES`."""

    distributions: tuple[str, ...]
    units: int

    @property
    def width(self) -> int:
        """The bytes of a row."""
        return len(self.distributions) * self.units + len(PLACES)

    def codes(self, distribution: str) -> slice:
        """Return where the codes of a distribution are in a row."""
        first = self.distributions.index(distribution) * self.units
        return slice(first, first + self.units)

    @property
    def place(self) -> slice:
        """Where the bytes of the place are in a row."""
        return slice(len(self.distributions) * self.units, self.width)

    def scaling(self) -> tuple[np.ndarray, np.ndarray]:
        """Return what networks multiply each byte of a row by, and what they add: float32, each `(width,)`."""
        scale, shift = (np.full(self.width, of_code, np.float32) for of_code in (CODE_SCALE, CODE_SHIFT))
        scale[self.place], shift[self.place] = PLACE_SCALE, PLACE_SHIFT
        return scale, shift


def layout_of(memory: str, units: int) -> Layout:
    """Return the layout of a memory, `song` or `song_and_corpus`, for a vocabulary of `units` units."""
    return Layout(DISTRIBUTIONS[memory], units)
