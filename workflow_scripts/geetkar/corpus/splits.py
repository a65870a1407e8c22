"""Songs dealt out to training, validation and test: whole songs only, in an order drawn from a seed.

Songs that share a verse go together, since a network that learned the verse would be examined on it.
"""

from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np

from geetkar.corpus.duplicates import clusters, hash_text
from geetkar.workflow.errors import InputError

SPLITS = 3
# A verse shorter than that is a refrain of syllables, such as `laa laa laa`, which songs do not share but have.
FEWEST_LINES = 2
FEWEST_DIFFERENT_WORDS = 6


def shuffled(songs: Iterable[str], seed: int) -> list[str]:
    """Songs in an order drawn from the seed and their ids: one more song leaves the others in order."""
    return sorted(songs, key=lambda song: hash_text(f"{seed}:{song}"))


def verse_keys(verses: list[list[str]]) -> set[int]:
    """A number for each verse that two songs would not have by chance."""
    telling = (verse for verse in verses if len(verse) >= FEWEST_LINES)
    return {
        hash_text("\n".join(verse))
        for verse in telling
        if len({word for line in verse for word in line.split()}) >= FEWEST_DIFFERENT_WORDS
    }


def group_by_verse(songs: Iterable[tuple[str, list[list[str]]]]) -> dict[str, str]:
    """For each song the first of those that share a verse with it, directly or through others."""
    names, keys, owners = [], array("Q"), array("Q")
    for song, verses in songs:
        found = verse_keys(verses)
        keys.extend(found)
        owners.extend([len(names)] * len(found))
        names.append(song)
    firsts = dict(zip(names, names, strict=True))
    for group in clusters(_sharing(keys, owners), len(names)):
        firsts |= {names[song]: names[group[0]] for song in group}
    return firsts


def _sharing(keys: array, owners: array) -> list[tuple[int, int]]:
    """Pairs of songs that have a verse in common."""
    order = np.argsort(np.frombuffer(keys, np.uint64), kind="stable") if keys else np.array([], np.int64)
    values, owner = np.array(keys, np.uint64)[order], np.array(owners, np.int64)[order]
    places = np.flatnonzero(values[1:] == values[:-1])
    return list(zip(owner[places].tolist(), owner[places + 1].tolist(), strict=True))


def split_songs(firsts: dict[str, str], validation_share: float, test_share: float, seed: int) -> dict[str, str]:
    """The split, `train`, `val` or `test`, of each song; songs with the same first go together.

    Songs stand in their shuffled order. Raises `InputError` when a split would get no song.
    """
    sizes = Counter(firsts.values())
    wanted = {
        split: max(1, round(share * len(firsts))) for split, share in (("val", validation_share), ("test", test_share))
    }
    dealt: dict[str, str] = {}
    for first in shuffled(sizes, seed):
        # A group that is too large for what a split still wants goes to train.
        dealt[first] = next((split for split, room in wanted.items() if sizes[first] <= room), "train")
        if dealt[first] in wanted:
            wanted[dealt[first]] -= sizes[first]
    if len(set(dealt.values())) < SPLITS:
        raise InputError(
            f"{len(firsts)} songs in {len(sizes)} groups that share no verse can be used, and a training, a "
            "validation and a test text need one each: give more songs, or see results/corpus/rejected.jsonl for "
            "those that were refused."
        )
    return {song: dealt[firsts[song]] for song in shuffled(firsts, seed)}
