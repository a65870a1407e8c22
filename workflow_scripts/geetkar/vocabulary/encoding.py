"""Texts as arrays of unit numbers."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geetkar.vocabulary.units import CODE
from geetkar.vocabulary.vocabulary import UNKNOWN, Vocabulary
from geetkar.workflow.array_files import open_array
from geetkar.workflow.files import read_json


@dataclass(frozen=True)
class Split:
    """A split's encoded text `(units,)`, its description (see `describe_encoding`) and, if needed, a memory's rows.

    A row `(width,)` of bytes is what the memory proposes for a unit, given the units before it.
    """

    encoded: np.ndarray
    description: dict
    rows: np.ndarray | None = None


def encode_split(text: str, vocabulary: Vocabulary) -> Split:
    """Encode and describe a text."""
    encoded = encode_text(text, vocabulary)
    return Split(encoded, describe_encoding(text, encoded, vocabulary))


def open_split(encoded_path: str | Path, description_path: str | Path, rows_path: str | Path | None = None) -> Split:
    """Map a split into memory. Raises `InputError` if one of its files is damaged."""
    rows = None if rows_path is None else open_array(rows_path)
    return Split(open_array(encoded_path), read_json(description_path), rows)


def encode_text(text: str, vocabulary: Vocabulary) -> np.ndarray:
    """Return the numbers of a text's units `(units,)`, in the smallest unsigned type that holds the vocabulary."""
    return np.array(vocabulary.encode(text), dtype=np.min_scalar_type(len(vocabulary) - 1))


def describe_encoding(text: str, encoded: np.ndarray, vocabulary: Vocabulary) -> dict:
    """Return the numbers that turn a loss per unit into one per character.

    `units`, `characters` (without codes of plans) and `unknown` are counts, `coverage` is the share of known units, and
    `spelling_nats` the cost of spelling the unknown ones (see `Vocabulary.spelling_nats`).
    """
    unknown = int(np.count_nonzero(encoded == UNKNOWN))
    return {
        "units": len(encoded),
        "characters": len(CODE.sub("", text)),
        "unknown": unknown,
        "coverage": 1 - unknown / len(encoded) if len(encoded) else 1.0,
        "spelling_nats": vocabulary.spelling_nats(text),
    }
