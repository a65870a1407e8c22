"""Lengths of lines and verses."""

from collections.abc import Sequence
from itertools import groupby


def line_lengths(lines: Sequence[str]) -> list[int]:
    """Return the number of words of each line that is not blank."""
    return [len(line.split()) for line in lines if line.strip()]


def verse_lengths(lines: Sequence[str]) -> list[int]:
    """Return the number of lines of each verse; blank lines separate verses."""
    return [len(list(verse)) for written, verse in groupby(lines, key=lambda line: bool(line.strip())) if written]
