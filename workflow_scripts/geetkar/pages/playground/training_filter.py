"""Pack which lines, passages and words the training songs have, so that a page can ask for one, but list none.

The page has a Bloom filter (B. H. Bloom, "Space/Time Trade-offs in Hash Coding with Allowable Errors", 1970): it finds
all that was put in, and by chance a share of about `2 ** -HASHES` of all other texts. `training_text.js` reads it.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from geetkar.evaluation.measures import FEWEST_WORDS, LONG_COPY

HASHES = 10
BITS = 14  # for each text: about HASHES / log(2)
MOST_TEXTS = 250_000  # of a filter, which has 585 kB as base64 then
SEEDS = (0x811C9DC5, 0x9747B28C)


def filter_of(text: str) -> dict:
    """Return the filter of the training songs' text, as JSON.

    Of more than `MOST_TEXTS` words, lines and passages, only those with the smallest hashes are in it.
    """
    texts = sorted({found for line in set(text.split("\n")) for found in texts_of(line.split())})
    first, step = (hashes_of(texts, seed) for seed in SEEDS)
    kept = np.argsort(first, kind="stable")[:MOST_TEXTS]
    bits = np.zeros(8 * max(1, -(-len(kept) * BITS // 8)), dtype=np.uint8)
    for number in range(HASHES):
        bits[(first[kept] + np.uint32(number) * (step[kept] | np.uint32(1))) % np.uint32(len(bits))] = 1
    packed = np.packbits(bits, bitorder="little")
    return {"hashes": HASHES, "bits": base64.b64encode(packed.tobytes()).decode("ascii")}


def texts_of(words: Sequence[str]) -> Iterator[str]:
    """Yield what the filter has of a line: its words, its passages and, of a line that is not too short, itself."""
    yield from (f" {word}" for word in words)
    yield from passages_of(words)
    if len(words) >= FEWEST_WORDS:
        yield "\n" + " ".join(words)


def passages_of(words: Sequence[str]) -> Iterator[str]:
    """Yield, from each word on, the shortest passage of at least `LONG_COPY` characters, counted as UTF-16 units."""
    end, length = 0, -1
    sizes = [_units_of(word) + 1 for word in words]
    for first in range(len(words)):
        while end < len(words) and length < LONG_COPY:
            length += sizes[end]
            end += 1
        if length >= LONG_COPY:
            yield " ".join(words[first:end])
        length -= sizes[first]


def hashes_of(texts: Iterable[str], seed: int) -> np.ndarray:
    """Return the hash of each text `(texts,)` uint32, as `hashOf` in training_text.js."""
    coded = [text.encode("utf-16-le") for text in texts]
    units = np.frombuffer(b"".join(coded), dtype="<u2").astype(np.uint32)
    lengths = np.array([len(each) // 2 for each in coded], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    order = np.argsort(-lengths, kind="stable")
    hashes = np.full(len(coded), seed, dtype=np.uint32)
    for place in range(lengths.max(initial=0)):
        order = order[: np.searchsorted(-lengths[order], -place)]  # those that are longer
        hashes[order] = (hashes[order] ^ units[starts[order] + place]) * np.uint32(0x01000193)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


def _units_of(word: str) -> int:
    return len(word.encode("utf-16-le")) // 2
