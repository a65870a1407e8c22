"""Words as numbers: as one-hot vectors, or as short vectors learned from the words around them."""

from collections.abc import Sequence

import numpy as np
import torch

from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.vocabulary.vectors import learn_vectors
from geetkar.vocabulary.vocabulary import Vocabulary

WORDS = "baate karna milna tumse"  # the article's
LARGE_VOCABULARY = 50_000
EMBEDDING = 128
WIDTH = 50  # of the vectors whose neighbours are shown
SHORTEST, CHOSEN, NEIGHBOURS = 4, 6, 5  # fewest letters of a shown word, words, neighbours of each


def one_hot(units: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Return the different units, sorted, and each unit of a text as a one-hot row over them."""
    different = sorted(set(units))
    rows = np.zeros((len(units), len(different)), dtype=int)
    rows[np.arange(len(units)), [different.index(unit) for unit in units]] = 1
    return different, rows


def count_parameters(model: Model, vocabulary_size: int) -> int:
    """Return the number of weights of a language model, without allocating them."""
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in LanguageModel(model, vocabulary_size).parameters())


def vectors_of(encoded: np.ndarray, vocabulary_size: int) -> np.ndarray:
    """Return vectors `(vocabulary, width)`, narrower where there are few words, learned from an encoded text."""
    width = min(WIDTH, vocabulary_size - 1)
    return learn_vectors(encoded, vocabulary_size, width) if width else np.zeros((vocabulary_size, 1))


def frequent_words(vocabulary: Vocabulary) -> list[int]:
    """Return the numbers of the most frequent words, without short ones, which mean little."""
    # Units are sorted by falling count, after the unknown one.
    return [number for number in range(1, len(vocabulary)) if len(vocabulary.units[number]) >= SHORTEST][:CHOSEN]


def nearest(vectors: np.ndarray, number: int) -> list[tuple[int, float]]:
    """Return the `NEIGHBOURS` units whose vectors `(vocabulary, width)` have the most similar direction, nearest first.

    Each is (unit, cosine of the angle between the vectors); the unknown unit and the unit itself are left out.
    """
    lengths = np.linalg.norm(vectors, axis=1)
    # A unit without neighbours in the text has a vector of zeros, whose cosine is 0.
    cosines = vectors @ vectors[number] / np.maximum(lengths * lengths[number], np.finfo(np.float32).tiny)
    order = [int(other) for other in np.argsort(-cosines, kind="stable") if other not in (0, number)]
    return [(other, float(cosines[other])) for other in order[:NEIGHBOURS]]
