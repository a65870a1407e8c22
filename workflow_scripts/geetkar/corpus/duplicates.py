"""Find versions of the same song.

A song is a version of a longer one that has enough of its word trigrams (the overlap coefficient of Szymkiewicz and
Simpson). The numbers of shared trigrams are products of sparse matrices, block by block, so that no pair is missed and
memory hardly grows with the archive.
"""

import re
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geetkar.corpus.transliteration.word_sounds import consonants_of
from geetkar.corpus.trigrams import Trigrams, hash_text, hash_trigrams

FEWEST_SHARED = 5  # trigrams; fewer can be a common phrase, unless they are the whole song
BLOCK = 1000  # songs compared at a time with all before them
NAMESAKES = 0.5  # of the overlap is enough for songs of the same film whose titles begin with the same word

# Columns of the songs table that count for how well a song is documented.
NAMES = ["title", "film"]
PEOPLE = ["starring", "singers", "composers", "lyricists"]
DOCUMENTED_BY = [*NAMES, "year", *PEOPLE]


def count_filled(songs: pd.DataFrame) -> pd.Series:
    """Return, for each song, how many columns of `DOCUMENTED_BY` are filled."""
    filled = {
        **{name: songs[name].ne("") for name in NAMES},
        "year": songs["year"].notna(),
        **{name: songs[name].list.len().gt(0) for name in PEOPLE},
    }
    return pd.DataFrame(filled).astype(int).sum(axis=1)


def hash_name(title: str, film: str) -> int:
    """Return a hash of the film and the first word of the title, as far as spellings agree; 0 without them.

    Of several names of a film (`A / B`, `A (B)`), the first counts.
    """
    names = [re.split(r"[/(]", film)[0].split(), title.split()[:1]]
    sounds = [" ".join(map(consonants_of, words)) for words in names]
    return hash_text("\n".join(sounds)) if all(sounds) else 0


def fewest_shared(count: np.ndarray | int, overlap: np.ndarray | float) -> np.ndarray:
    """Return how many of its `count` trigrams a song must share with a longer one to be a version of it."""
    return np.maximum(np.minimum(count, FEWEST_SHARED), np.ceil(np.round(count * overlap, 6))).astype(np.int64)


def find_versions(songs: Iterable[pd.DataFrame], overlap: float, language: str = "hindi") -> pd.DataFrame:
    """Return the table of duplicates: each song, in the order of the chunks, with the version of it that is kept.

    `songs` are chunks of the songs table, with `song`, `verses` and `DOCUMENTED_BY`. A song is a version of a kept one
    that has at least the share `overlap` of its trigrams, or `NAMESAKES` of this share if both have the same name (see
    `hash_name`). Of versions, the one with the most text is kept; of equals, the one with the most columns filled, then
    the first id.
    """
    names, filled, called, trigrams = [], array("B"), array("Q"), Trigrams()
    for chunk in songs:
        names += chunk["song"].to_list()
        filled.extend(count_filled(chunk))
        called.extend(map(hash_name, chunk["title"], chunk["film"]))
        for verses in chunk["verses"].to_list():
            trigrams.append(hash_trigrams(verses, language))
    order = sorted(range(len(names)), key=lambda song: (-trigrams.count(song), -filled[song], names[song]))
    kept, shares = np.arange(len(names)), np.ones(len(names))
    for song, original, share in _versions(order, called, trigrams, overlap):
        kept[song], shares[song] = original, share
    table = pd.DataFrame({"song": names, "cluster": [names[original] for original in kept]})
    return table.assign(kept=table["song"] == table["cluster"], overlap=shares.round(4))


def _versions(order: list[int], called: array, trigrams: Trigrams, overlap: float) -> Iterator[tuple[int, int, float]]:
    """Yield each song that is a version of an earlier one in the order, that one, and the share of its trigrams there.

    Songs that are versions themselves are not compared with later ones, so every version resembles the song it is of.
    """
    matrix = _matrix(order, trigrams)
    counts = np.array([trigrams.count(song) for song in order])
    names = np.array(called, np.uint64)[order]
    is_version = np.zeros(len(order), bool)
    for start in range(0, len(order), BLOCK):
        end = min(start + BLOCK, len(order))
        earlier = np.append(np.flatnonzero(~is_version[:start]), np.arange(start, end))
        shared = (matrix[start:end] @ csr_array(matrix[earlier]).T).tocoo()
        one, other, number = start + shared.row, earlier[shared.col], shared.data
        namesakes = (names[one] == names[other]) & (names[one] != 0)
        needed = fewest_shared(counts[one], np.where(namesakes, overlap * NAMESAKES, overlap))
        enough = np.flatnonzero((other < one) & (number >= needed))
        for pair in enough[np.lexsort((other[enough], -number[enough], one[enough]))]:
            if not is_version[one[pair]] and not is_version[other[pair]]:
                is_version[one[pair]] = True
                yield order[one[pair]], order[other[pair]], number[pair] / counts[one[pair]]


def _matrix(order: list[int], trigrams: Trigrams) -> csr_array:
    """Return the trigrams that are in several songs as a matrix of ones, with a row for each song, in an order."""
    columns = trigrams.in_several_songs()
    found, starts = array("i"), array("i", [0])
    for song in order:
        runs = trigrams[song]
        places = np.searchsorted(columns, runs)
        found.frombytes(places[columns[places] == runs].astype(np.intc).tobytes())
        starts.append(len(found))
    ones = np.ones(len(found), np.int32)
    return csr_array(
        (ones, np.frombuffer(found, np.intc), np.frombuffer(starts, np.intc)), shape=(len(order), len(columns))
    )
