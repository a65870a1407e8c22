"""Units as vectors: those that stand in the same company lie near each other."""

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.linalg import svds

from geetkar.workflow.errors import InputError

WINDOW = 5  # units to either side that count as company
SMOOTHING = 0.75  # an exponent that makes rare company less surprising


def learn_vectors(encoded: np.ndarray, vocabulary_size: int, width: int) -> np.ndarray:
    """Vectors `(vocabulary, width)` of float32, learned from an encoded text `(units,)`.

    Truncated singular value decomposition of the positive pointwise mutual information of units and their company,
    singular values by their square roots (Levy, Goldberg, Dagan 2015, "Improving Distributional Similarity with
    Lessons Learned from Word Embeddings"). Raises `InputError` when there are too few units for the width.
    """
    if width >= vocabulary_size:
        raise InputError(
            f"vectors of {vocabulary_size} units cannot be {width} wide: "
            f"give a pretrained `embedding_size` of at most {vocabulary_size - 1}, a larger vocabulary "
            "(config key `vocabulary`), or more songs."
        )
    information = _positive_information(_count_company(encoded, vocabulary_size))
    # Begun with ones, not by chance, and each column's sign fixed: the same text gives the same bytes.
    left, singular, _ = svds(information, k=width, v0=np.ones(vocabulary_size))
    strongest_first = np.argsort(-singular)
    left, singular = left[:, strongest_first], singular[strongest_first]
    signs = np.sign(left[np.abs(left).argmax(axis=0), np.arange(width)])
    return (left * signs * np.sqrt(singular)).astype(np.float32)


def _count_company(encoded: np.ndarray, vocabulary_size: int) -> csr_array:
    """How often two units stand within `WINDOW` of each other `(vocabulary, vocabulary)`."""
    encoded = encoded.astype(np.int64)
    pairs = [(encoded[:-distance], encoded[distance:]) for distance in range(1, WINDOW + 1)]
    rows, columns = (np.concatenate(side) for side in zip(*pairs, strict=True))
    counts = coo_array((np.ones(len(rows)), (rows, columns)), shape=(vocabulary_size, vocabulary_size)).tocsr()
    return counts + counts.T


def _positive_information(counts: csr_array) -> csr_array:
    """Pointwise mutual information in nats, where it is above zero."""
    pairs = counts.tocoo()
    units = pairs.sum(axis=1)
    company = units**SMOOTHING / (units**SMOOTHING).sum()
    information = np.log(pairs.data / (units[pairs.row] * company[pairs.col]))
    return coo_array((information.clip(min=0), (pairs.row, pairs.col)), shape=pairs.shape).tocsr()
