"""Songs dealt out to training, validation and test: whole songs only, in an order drawn from a seed.

Songs that share a verse go together, since a network that learned the verse would be examined on it.
"""

from array import array
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas

from geetkar.corpus.duplicates import clusters, hash_text
from geetkar.corpus.tables import merge_songs
from geetkar.workflow.errors import InputError

SPLITS = 3
# A verse shorter than that is a refrain of syllables, such as `laa laa laa`, which songs do not share but have.
FEWEST_LINES = 2
FEWEST_DIFFERENT_WORDS = 6


def choose_songs(duplicates: pandas.DataFrame, spoken: pandas.DataFrame, languages: Sequence[str]) -> pandas.Series:
    """Return the ids of the songs that are kept of their versions and are in one of the languages.

    `duplicates` and `spoken` (the languages) are tables of the corpus.
    """
    songs = merge_songs(duplicates, spoken)
    return songs.loc[songs["kept"] & songs["language"].isin(languages), "song"]


def shuffle(songs: pandas.Series, seed: int) -> pandas.Series:
    """Return ids in an order drawn from the seed and the ids: one more song leaves the others in order."""
    return songs.sort_values(key=lambda ids: ids.map(lambda song: hash_text(f"{seed}:{song}")))


def verse_keys(verses: list[list[str]]) -> set[int]:
    """A number for each verse that two songs would not have by chance."""
    telling = (verse for verse in verses if len(verse) >= FEWEST_LINES)
    return {
        hash_text("\n".join(verse))
        for verse in telling
        if len({word for line in verse for word in line.split()}) >= FEWEST_DIFFERENT_WORDS
    }


def group_by_verse(songs: Iterable[pandas.DataFrame]) -> pandas.DataFrame:
    """Return each `song` with the `first` of those that share a verse with it, directly or through others.

    `songs` are chunks of the songs table, with `song` and `verses`.
    """
    names, keys, owners = [], array("Q"), array("Q")
    for chunk in songs:
        for song, verses in zip(chunk["song"], chunk["verses"].to_list(), strict=True):
            found = verse_keys(verses)
            keys.extend(found)
            owners.extend([len(names)] * len(found))
            names.append(song)
    firsts = np.arange(len(names))
    for group in clusters(_sharing(keys, owners), len(names)):
        firsts[group] = group[0]
    return pandas.DataFrame({"song": names, "first": [names[first] for first in firsts]})


def _sharing(keys: array, owners: array) -> list[tuple[int, int]]:
    """Pairs of songs that have a verse in common."""
    order = np.argsort(np.frombuffer(keys, np.uint64), kind="stable") if keys else np.array([], np.int64)
    values, owner = np.array(keys, np.uint64)[order], np.array(owners, np.int64)[order]
    places = np.flatnonzero(values[1:] == values[:-1])
    return list(zip(owner[places].tolist(), owner[places + 1].tolist(), strict=True))


def split_songs(songs: pandas.DataFrame, validation_share: float, test_share: float, seed: int) -> pandas.DataFrame:
    """Return the table of splits, `train`, `val` or `test` for each song, in the shuffled order of the texts.

    Songs with the same `first` go together. Raise `InputError` when a split would get no song.
    """
    sizes = songs["first"].value_counts()
    wanted = {
        split: max(1, round(share * len(songs))) for split, share in (("val", validation_share), ("test", test_share))
    }
    dealt: dict[Hashable, str] = {}
    for first, size in sizes[shuffle(sizes.index.to_series(), seed)].items():
        # A group that is too large for what a split still wants goes to train.
        dealt[first] = next((split for split, room in wanted.items() if size <= room), "train")
        if dealt[first] in wanted:
            wanted[dealt[first]] -= size
    if len(set(dealt.values())) < SPLITS:
        raise InputError(
            f"{len(songs)} songs in {len(sizes)} groups that share no verse can be used, and a training, a "
            "validation and a test text need one each: give more songs, or see results/corpus/rejected.jsonl for "
            "those that were refused."
        )
    order = shuffle(songs["song"], seed).index
    return songs.assign(split=songs["first"].map(dealt)).loc[order, ["song", "split"]]
