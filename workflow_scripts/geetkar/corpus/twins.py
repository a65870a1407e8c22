"""Check that no held-out song is a version of a training song.

This does not use the search for duplicates, but compares each training song with all held-out songs, so that a mistake
there cannot go unnoticed.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from geetkar.corpus.duplicates import NAMESAKES, fewest_shared, hash_name
from geetkar.corpus.trigrams import hash_trigrams
from geetkar.workflow.errors import InputError

COLUMNS = ["song", "title", "film", "verses"]


def check_twins(
    held_out: Iterable[pd.DataFrame], training: Iterable[pd.DataFrame], overlap: float, language: str = "hindi"
) -> None:
    """Raise `InputError` with the names of a held-out song and a training song that are versions of one song.

    Both are chunks of the songs table, with `COLUMNS`. Two songs are versions by the same bounds as for
    `duplicates.find_versions`.
    """
    songs, names, trigrams = map(list, zip(*_read(held_out, language), strict=True))
    counts, called = np.array([len(runs) for runs in trigrams]), np.array(names, np.uint64)
    runs, owners = np.concatenate(trigrams), np.repeat(np.arange(len(songs)), counts)
    order = np.argsort(runs, kind="stable")
    runs, owners = runs[order], owners[order]
    for song, name, mine in _read(training, language):
        starts, ends = np.searchsorted(runs, mine), np.searchsorted(runs, mine, "right")
        bounds = zip(starts[starts < ends], ends[starts < ends], strict=True)
        found = [owners[start:end] for start, end in bounds]
        if not found:
            continue
        shared = np.bincount(np.concatenate(found), minlength=len(songs))
        shorter = np.minimum(counts, len(mine))
        needed = fewest_shared(shorter, np.where((called == name) & (name != 0), overlap * NAMESAKES, overlap))
        if (twins := np.flatnonzero(shared >= needed)).size:
            raise InputError(
                f"song {songs[twins[0]]!r} is held out, but the training song {song!r} has "
                f"{shared[twins[0]] / shorter[twins[0]]:.0%} of the trigrams of the shorter of both, so that a network "
                "would be tested on what it was trained on. Delete results/corpus/duplicates.parquet and run again; if "
                "this fails again, please report it."
            )


def _read(songs: Iterable[pd.DataFrame], language: str) -> Iterator[tuple[str, int, np.ndarray]]:
    """Yield each song with the hash of its name and its trigrams."""
    for chunk in songs:
        for song, title, film, verses in zip(*(chunk[name].to_list() for name in COLUMNS), strict=True):
            yield song, hash_name(title, film), hash_trigrams(verses, language)
