"""Texts as arrays of unit numbers."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geetkar.vocabulary.vocabulary import UNKNOWN, Vocabulary
from geetkar.workflow.arrays import open_array
from geetkar.workflow.files import read_json


@dataclass(frozen=True)
class Split:
    """A split's text as numbers `(units,)`, and what describes them (see `describe_encoding`)."""

    encoded: np.ndarray
    description: dict


def encode_split(text: str, vocabulary: Vocabulary) -> Split:
    """Number a text's units, and describe them."""
    encoded = encode_text(text, vocabulary)
    return Split(encoded, describe_encoding(text, encoded, vocabulary))


def open_split(encoded_path: str | Path, description_path: str | Path) -> Split:
    """Map a split into memory. Raises `InputError` when a file is not what it should be."""
    return Split(open_array(encoded_path), read_json(description_path))


def encode_text(text: str, vocabulary: Vocabulary) -> np.ndarray:
    """Number a text's units: shape `(units,)`, in the smallest unsigned type that holds the vocabulary."""
    return np.array(vocabulary.encode(text), dtype=np.min_scalar_type(len(vocabulary) - 1))


def describe_encoding(text: str, encoded: np.ndarray, vocabulary: Vocabulary) -> dict:
    """What a loss per unit must be divided by, and what the vocabulary cannot say.

    `characters` counts the text's characters, `coverage` is the share of known units, `spelling_nats` the
    price of the unknown ones (see `Vocabulary.spelling_nats`).
    """
    unknown = int(np.count_nonzero(encoded == UNKNOWN))
    return {
        "units": len(encoded),
        "characters": len(text),
        "unknown": unknown,
        "coverage": 1 - unknown / len(encoded) if len(encoded) else 1.0,
        "spelling_nats": vocabulary.spelling_nats(text),
    }
