"""How long lines and verses are."""

from collections.abc import Sequence
from itertools import groupby


def line_lengths(lines: Sequence[str]) -> list[int]:
    """Return how many words each line has, without blank lines."""
    return [len(line.split()) for line in lines if line.strip()]


def verse_lengths(lines: Sequence[str]) -> list[int]:
    """Return how many lines each verse has; blank lines are between verses."""
    return [len(list(verse)) for written, verse in groupby(lines, key=lambda line: bool(line.strip())) if written]
