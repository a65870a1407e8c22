"""Split the songs into training, validation and test by a seed.

Songs that share a verse are in the same split, since a network must not be tested on a verse that it was trained on.
"""

from array import array
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geetkar.corpus.tables import merge_songs
from geetkar.corpus.trigrams import hash_text, hash_word
from geetkar.workflow.errors import InputError

SPLITS = 3
# A shorter verse is ignored: refrains of syllables, such as `laa laa laa`, occur in unrelated songs.
FEWEST_LINES = 2
FEWEST_DIFFERENT_WORDS = 6


def choose_songs(duplicates: pd.DataFrame, spoken: pd.DataFrame, languages: Sequence[str]) -> pd.Series:
    """Return the ids of the songs that are in one of the languages, without other versions of the same song.

    `duplicates` and `spoken` are the corpus's tables of duplicates and of languages. Songs whose language was not
    recognized, since they are read in any language, are all kept.
    """
    songs = merge_songs(duplicates, spoken)
    chosen = songs["language"].isin(languages) | songs["language"].isna()
    return songs.loc[songs["kept"] & chosen, "song"]


def shuffle(songs: pd.Series, seed: int) -> pd.Series:
    """Return ids in an order that depends on the seed and the ids, so that adding a song does not reorder others."""
    return songs.sort_values(key=lambda ids: ids.map(lambda song: hash_text(f"{seed}:{song}")))


def verse_keys(verses: list[list[str]], language: str) -> set[int]:
    """Return a hash of each verse that is long enough not to be shared by chance, whatever its spelling."""
    long_enough = (" ".join(verse).split() for verse in verses if len(verse) >= FEWEST_LINES)
    hashed = ([hash_word(word, language) for word in words] for words in long_enough)
    return {hash_text(str(words)) for words in hashed if len(set(words)) >= FEWEST_DIFFERENT_WORDS}


def group_by_verse(songs: Iterable[pd.DataFrame], language: str = "hindi") -> pd.DataFrame:
    """Return each `song` with the `first` song of its group; a group shares verses, directly or through others.

    `songs` are chunks of the songs table, with `song` and `verses`; `language` is `hindi` or `any`.
    """
    names, keys, owners = [], array("Q"), array("Q")
    for chunk in songs:
        for song, verses in zip(chunk["song"], chunk["verses"].to_list(), strict=True):
            found = verse_keys(verses, language)
            keys.extend(found)
            owners.extend([len(names)] * len(found))
            names.append(song)
    _, first, group = np.unique(_groups(keys, owners, len(names)), return_index=True, return_inverse=True)
    return pd.DataFrame({"song": names, "first": [names[song] for song in first[group]]})


def _groups(keys: array, owners: array, count: int) -> np.ndarray:
    """Return the group of each of `count` songs, as a number; `owners` has the song of each verse in `keys`."""
    order = np.argsort(np.array(keys, np.uint64), kind="stable")
    values, owner = np.array(keys, np.uint64)[order], np.array(owners, np.int64)[order]
    same = np.flatnonzero(values[1:] == values[:-1])
    links = coo_array((np.ones(len(same), np.int8), (owner[same], owner[same + 1])), shape=(count, count))
    return connected_components(links, directed=False)[1]


def split_songs(songs: pd.DataFrame, validation_share: float, test_share: float, seed: int) -> pd.DataFrame:
    """Return the table of splits, `train`, `val` or `test` for each song, in the shuffled order of the texts.

    Songs with the same `first` get the same split. Raise `InputError` when a split would be empty.
    """
    sizes = songs["first"].value_counts()
    wanted = {
        split: max(1, round(share * len(songs))) for split, share in (("val", validation_share), ("test", test_share))
    }
    chosen: dict[Hashable, str] = {}
    for first, size in sizes[shuffle(sizes.index.to_series(), seed)].items():
        # A group that does not fit into validation or test goes to train.
        chosen[first] = next((split for split, room in wanted.items() if size <= room), "train")
        if chosen[first] in wanted:
            wanted[chosen[first]] -= size
    if len(set(chosen.values())) < SPLITS:
        raise InputError(
            f"too few songs: {len(songs)} can be used, in {len(sizes)} groups that share no verse, and train, val and "
            "test need a group each. Add songs, or see results/corpus/rejected.jsonl for those that were rejected."
        )
    order = shuffle(songs["song"], seed).index
    return songs.assign(split=songs["first"].map(chosen)).loc[order, ["song", "split"]]
