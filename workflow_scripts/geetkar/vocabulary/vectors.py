"""Vectors of units, learned from co-occurrence: units with similar neighbours get similar vectors."""

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.linalg import svds

from geetkar.workflow.errors import InputError

WINDOW = 5  # units to either side that count as neighbours
SMOOTHING = 0.75  # an exponent below 1 of the neighbours' counts, which gives rare neighbours less weight


def learn_vectors(encoded: np.ndarray, vocabulary_size: int, width: int) -> np.ndarray:
    """Return vectors `(vocabulary, width)` of float32, learned from an encoded text `(units,)`.

    They are the truncated singular value decomposition of the positive pointwise mutual information of units and their
    neighbours, with the square roots of the singular values (Levy, Goldberg, Dagan 2015, "Improving Distributional
    Similarity with Lessons Learned from Word Embeddings"). Raises `InputError` if the width is not below the number of
    units.
    """
    if width >= vocabulary_size:
        raise InputError(
            f"the `embedding_size` of a pretrained embedding must be less than the {vocabulary_size} units of the "
            f"vocabulary (got {width}): lower it to {vocabulary_size - 1}, enlarge the vocabulary (config key "
            "`vocabulary`), or add songs."
        )
    information = _positive_information(_count_neighbours(encoded, vocabulary_size))
    # A fixed starting vector and fixed signs of the columns: the same text gives the same bytes.
    left, singular, _ = svds(information, k=width, v0=np.ones(vocabulary_size))
    strongest_first = np.argsort(-singular)
    left, singular = left[:, strongest_first], singular[strongest_first]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(width)])
    return (left * signs * np.sqrt(singular)).astype(np.float32)


def _count_neighbours(encoded: np.ndarray, vocabulary_size: int) -> csr_array:
    """Return how often two units occur within `WINDOW` of each other, `(vocabulary, vocabulary)`."""
    encoded = encoded.astype(np.int64)
    pairs = [(encoded[:-distance], encoded[distance:]) for distance in range(1, WINDOW + 1)]
    rows, columns = (np.concatenate(side) for side in zip(*pairs, strict=True))
    counts = coo_array((np.ones(len(rows)), (rows, columns)), shape=(vocabulary_size, vocabulary_size)).tocsr()
    return counts + counts.T


def _positive_information(counts: csr_array) -> csr_array:
    """Return the pointwise mutual information in nats, with negative values as 0."""
    pairs = counts.tocoo()
    units = pairs.sum(axis=1)
    neighbours = units**SMOOTHING / (units**SMOOTHING).sum()
    information = np.log(pairs.data / (units[pairs.row] * neighbours[pairs.col]))
    return coo_array((information.clip(min=0), (pairs.row, pairs.col)), shape=pairs.shape).tocsr()
