"""Find versions of the same song.

Songs with the same canonical text are exact versions. Others are compared by word trigrams: MinHash (Broder
1997) in bands (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4) finds candidates without comparing
every song with every other; candidates are then compared exactly. Trigrams are kept in a file, so that memory hardly
grows with the archive.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations
from tempfile import TemporaryFile

import numpy as np
import pandas as pd
from datasketch import MinHash
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

PERMUTATIONS = 128
WORDS = 3
MISSED = 0.001  # share of the pairs at the given similarity that the bands may miss

# Columns of the songs table that count for how well a song is documented.
NAMES = ["title", "film"]
PEOPLE = ["starring", "singers", "composers", "lyricists"]
DOCUMENTED_BY = [*NAMES, "year", *PEOPLE]


class Trigrams:
    """The trigrams of every song, as sorted 64-bit hashes, in a temporary file."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115 (closed with this object)
        self.starts = array("Q", [0])

    def append(self, verses: list[list[str]]) -> np.ndarray:
        """Add a song and return its trigrams."""
        runs = hash_trigrams(verses)
        runs.tofile(self.file)
        self.starts.append(self.starts[-1] + len(runs))
        return runs

    def __getitem__(self, song: int) -> np.ndarray:
        start, end = self.starts[song : song + 2]
        self.file.seek(start * 8)
        return np.fromfile(self.file, np.uint64, end - start)

    def count(self, song: int) -> int:
        """Return the number of different trigrams of a song."""
        return self.starts[song + 1] - self.starts[song]


def hash_trigrams(verses: list[list[str]]) -> np.ndarray:
    """Return the word trigrams of a song, across its lines, as sorted 64-bit hashes; a shorter song is one trigram."""
    words = [word for verse in verses for line in verse for word in line.split()]
    runs = {" ".join(words[start : start + WORDS]) for start in range(max(1, len(words) - WORDS + 1))}
    return np.sort(np.array([hash_text(run) for run in runs], np.uint64))


def hash_text(text: str) -> int:
    """Return a 64-bit hash that is the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Return the Jaccard index of two songs: the share of all their trigrams that both have, from 0 to 1."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)


def rows_of_a_band(similarity: float) -> int:
    """Return the most rows per band that miss no more than `MISSED`; more rows give fewer false candidates."""
    rows = 1
    while rows < PERMUTATIONS and (1 - similarity ** (rows + 1)) ** (PERMUTATIONS // (rows + 1)) <= MISSED:
        rows += 1
    return rows


def count_filled(songs: pd.DataFrame) -> pd.Series:
    """Return, for each song, how many columns of `DOCUMENTED_BY` are filled."""
    filled = {
        **{name: songs[name].ne("") for name in NAMES},
        "year": songs["year"].notna(),
        **{name: songs[name].list.len().gt(0) for name in PEOPLE},
    }
    return pd.DataFrame(filled).astype(int).sum(axis=1)


def find_versions(songs: Iterable[pd.DataFrame], similarity: float) -> pd.DataFrame:
    """Return the table of duplicates: each song, in the order of the chunks, with the version of it that is kept.

    `songs` are chunks of the songs table, with `song`, `verses` and `DOCUMENTED_BY`. Songs whose Jaccard index reaches
    `similarity`, directly or through others, are versions of one song; the one with the most text is kept; between
    equals, the one with the most columns filled, then the first id.
    """
    names, filled, texts, bands, trigrams = [], array("B"), array("Q"), bytearray(), Trigrams()
    rows = rows_of_a_band(similarity)
    for chunk in songs:
        names += chunk["song"].to_list()
        filled.extend(count_filled(chunk))
        for verses in chunk["verses"].to_list():
            runs = trigrams.append(verses)
            texts.append(hash_text("\n".join(line for verse in verses for line in verse)))
            bands += _bands(runs, rows).tobytes()
    kept = np.arange(len(names))
    for cluster in clusters(_pairs(texts, bands, trigrams, similarity), len(names)):
        kept[cluster] = min(cluster, key=lambda song: (-trigrams.count(song), -filled[song], names[song]))
    similarities = [
        1.0 if best == song else round(jaccard(trigrams[song], trigrams[int(best)]), 4)
        for song, best in enumerate(kept)
    ]
    table = pd.DataFrame({"song": names, "cluster": [names[best] for best in kept]})
    return table.assign(kept=table["song"] == table["cluster"], similarity=similarities)


def _pairs(texts: array, bands: bytearray, trigrams: Trigrams, similarity: float) -> list[tuple[int, int]]:
    """Return the pairs of versions: songs with the same text, and others that are similar."""
    if not texts:
        return []
    pairs = [*_same(np.frombuffer(texts, np.uint64))]
    doubles = np.zeros(len(texts), bool)
    doubles[[second for _, second in pairs]] = True
    matrix = np.frombuffer(bands, np.uint32).reshape(len(texts), -1)
    for one, other in candidates(matrix, np.flatnonzero(~doubles)):
        if jaccard(trigrams[one], trigrams[other]) >= similarity:
            pairs.append((one, other))
    return pairs


def _bands(runs: np.ndarray, rows: int) -> np.ndarray:
    """Return a song's MinHash signature as one number per band."""
    signature = MinHash(PERMUTATIONS, seed=1, hashfunc=lambda run: run)
    signature.update_batch((runs & np.uint64(0xFFFFFFFF)).tolist())
    values = signature.hashvalues[: PERMUTATIONS // rows * rows].reshape(-1, rows)
    # Hash a band's rows by a polynomial with overflow, which is good enough for candidates.
    weights = np.uint32(0x9E3779B9) ** np.arange(1, rows + 1, dtype=np.uint32)
    return (values.astype(np.uint32) * weights).sum(axis=1, dtype=np.uint32)


def candidates(bands: np.ndarray, songs: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield the pairs among some songs that agree in a band, each pair once; `bands` has the shape (songs, bands)."""
    seen: set[tuple[int, int]] = set()
    for band in bands.T:
        for group in _groups(band[songs]):
            for pair in combinations(songs[group].tolist(), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _same(values: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield, for each value, the pairs of its first place with its other places."""
    for group in _groups(values):
        yield from ((int(group[0]), int(place)) for place in group[1:])


def _groups(values: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the places of each value that occurs more than once, in order."""
    order = np.argsort(values, kind="stable")
    bounds = np.flatnonzero(np.diff(values[order])) + 1
    yield from (group for group in np.split(order, bounds) if len(group) > 1)


def clusters(pairs: list[tuple[int, int]], count: int) -> list[list[int]]:
    """Return the connected components with more than one of `count` songs."""
    if not pairs:
        return []
    one, other = np.array(pairs).T
    graph = coo_array((np.ones(len(pairs), np.int8), (one, other)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    return [group.tolist() for group in _groups(labels)]
