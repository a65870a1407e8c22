"""Versions of one song, found by what they share.

Word trigrams of the canonical text are compared by MinHash (Broder 1997), which finds candidates without
comparing every song with every other; candidates are then compared exactly.
"""

from collections.abc import Mapping

import networkx
from datasketch import MinHash, MinHashLSH

PERMUTATIONS = 128
WORDS = 3
MARGIN = 0.75  # MinHash estimates, so candidates are sought below the similarity that is asked


def trigrams(verses: list[list[str]]) -> frozenset[str]:
    """The runs of three words in a song, across its lines; a shorter song is one run."""
    words = [word for verse in verses for line in verse for word in line.split()]
    runs = (words[start : start + WORDS] for start in range(max(1, len(words) - WORDS + 1)))
    return frozenset(" ".join(run) for run in runs)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared trigrams among all of both songs', from 0 to 1."""
    return len(one & other) / len(one | other)


def cluster_songs(songs: Mapping[str, list[list[str]]], similarity: float) -> dict[str, str]:
    """The song that stands for each song: itself, or the longest of its versions (then the first id).

    `songs` maps ids to verses. Songs whose Jaccard index reaches `similarity`, directly or through others,
    are versions of one song.
    """
    shingles = {song: trigrams(verses) for song, verses in songs.items()}
    index = MinHashLSH(threshold=MARGIN * similarity, num_perm=PERMUTATIONS)
    versions = networkx.Graph()
    for song, runs in shingles.items():
        signature = MinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update_batch([run.encode() for run in sorted(runs)])
        versions.add_node(song)
        for candidate in index.query(signature):
            if jaccard(runs, shingles[candidate]) >= similarity:
                versions.add_edge(song, candidate)
        index.insert(song, signature)
    kept = {}
    for cluster in networkx.connected_components(versions):
        longest = min(cluster, key=lambda song: (-len(shingles[song]), song))
        kept |= {song: longest for song in cluster}
    return {song: kept[song] for song in songs}
