"""Songs dealt out to training, validation and test: whole songs only, in an order drawn from a seed."""

import hashlib
from collections.abc import Iterable

from geetkar.errors import InputError

FEWEST_SONGS = 3


def shuffled(songs: Iterable[str], seed: int) -> list[str]:
    """Songs in an order drawn from the seed and their ids: one more song leaves the others in order."""
    return sorted(songs, key=lambda song: (hashlib.sha256(f"{seed}:{song}".encode()).hexdigest(), song))


def split_songs(
    songs: Iterable[str], validation_share: float, test_share: float, seed: int
) -> dict[str, str]:
    """The split, `train`, `val` or `test`, of each song; each split gets at least one.

    Raises `InputError` with fewer than three songs.
    """
    order = shuffled(songs, seed)
    if len(order) < FEWEST_SONGS:
        raise InputError(
            f"{len(order)} songs can be used, and a training, a validation and a test text need one each: "
            "give more songs, or see results/corpus/rejected.jsonl for those that were refused."
        )
    # The shares are at most 0.4 each, so that training keeps a song.
    validation = max(1, round(validation_share * len(order)))
    test = max(1, round(test_share * len(order)))
    names = ["val"] * validation + ["test"] * test + ["train"] * (len(order) - validation - test)
    return dict(zip(order, names, strict=True))
