"""Words as numbers: one number of many being one, or a few numbers that say what company a word keeps."""

from collections.abc import Sequence

import numpy as np
import torch

from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import Vocabulary

WORDS = "baate karna milna tumse"  # the article's
LARGE_VOCABULARY = 50_000
EMBEDDING = 128
SHORTEST, CHOSEN, NEIGHBOURS = 4, 6, 5  # of the words whose neighbours are shown: letters, how many, neighbours


def one_hot(units: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """The different units in their order, and each unit of a text as a row that is one in one place."""
    different = sorted(set(units))
    rows = np.zeros((len(units), len(different)), dtype=int)
    rows[np.arange(len(units)), [different.index(unit) for unit in units]] = 1
    return different, rows


def count_parameters(model: Model, vocabulary_size: int) -> int:
    """All weights of a language model, which is laid out but not filled with numbers."""
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in LanguageModel(model, vocabulary_size).parameters())


def frequent_words(vocabulary: Vocabulary) -> list[int]:
    """The numbers of the words that are sung most often, short ones, which say little, left out."""
    # Units stand by falling count, after the unknown one.
    return [number for number in range(1, len(vocabulary)) if len(vocabulary.units[number]) >= SHORTEST][:CHOSEN]


def nearest(vectors: np.ndarray, number: int) -> list[tuple[int, float]]:
    """The `NEIGHBOURS` units whose vectors `(vocabulary, width)` point most nearly where a unit's does.

    Each with the cosine of the angle between them, the nearest first; the unknown unit and itself left out.
    """
    lengths = np.linalg.norm(vectors, axis=1)
    # A unit without company has a vector of zeros, which is near nothing.
    cosines = vectors @ vectors[number] / np.maximum(lengths * lengths[number], np.finfo(np.float32).tiny)
    order = [int(other) for other in np.argsort(-cosines, kind="stable") if other not in (0, number)]
    return [(other, float(cosines[other])) for other in order[:NEIGHBOURS]]
