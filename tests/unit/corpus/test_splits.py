"""Splits of songs, and the check that no held-out song has a version in the training songs."""

import pandas as pd
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from geetkar.corpus.splits import group_by_verse
from geetkar.corpus.splits import split_songs as split_by_group
from geetkar.corpus.tables import SONGS, table_of
from geetkar.corpus.twins import check_twins
from geetkar.workflow.errors import InputError

VERSE = ["nadii kinaare diip jale", "raat suhaanii mahake"]


def firsts_of(songs, language="hindi"):
    rows = [{"song": song, "verses": verses} for song, verses in songs.items()]
    groups = group_by_verse([table_of(rows, SONGS)], language)
    return dict(zip(groups["song"], groups["first"], strict=True))


def test_songs_that_share_a_verse_have_the_same_first():
    assert firsts_of({"1": [VERSE, ["ek"]], "2": [["do"]], "3": [["tiin"], VERSE]}) == {"1": "1", "2": "2", "3": "1"}


def test_verses_in_other_spellings_are_shared():
    spelled = ["nadi kinare deep jale", "raat suhani mahake"]
    assert firsts_of({"1": [VERSE], "2": [spelled]}) == {"1": "1", "2": "1"}


def test_verses_of_any_language_are_shared_if_their_words_are_the_same():
    verse, other = ["a river and the moon", "at sea by night"], ["a rover and the man", "at so by night"]
    songs = {"1": [verse], "2": [other], "3": [[line.upper() for line in verse]]}
    assert firsts_of(songs, "any") == {"1": "1", "2": "2", "3": "1"}


def test_a_refrain_of_syllables_does_not_group_songs():
    assert firsts_of({song: [["laa laa laa", "laa laa"], [song]] for song in "12"}) == {"1": "1", "2": "2"}


def deal(firsts, validation_share, test_share, seed):
    """Return the split of each song, in the order of the texts; without groups, each song is its own."""
    firsts = firsts if isinstance(firsts, dict) else {song: song for song in firsts}
    groups = pd.DataFrame({"song": list(firsts), "first": list(firsts.values())})
    splits = split_by_group(groups, validation_share, test_share, seed)
    return dict(zip(splits["song"], splits["split"], strict=True))


@given(st.lists(st.integers(0, 30), min_size=40, max_size=120), st.integers(0, 9))
def test_songs_with_the_same_first_are_in_the_same_split(groups, seed):
    firsts = {f"s{number}": f"s{groups.index(group)}" for number, group in enumerate(groups)}
    try:
        splits = deal(firsts, 0.2, 0.2, seed)
    except InputError:
        reject()  # the groups are too large for three splits
    assert all(splits[song] == splits[first] for song, first in firsts.items())


@given(st.sets(st.text(min_size=1), min_size=3, max_size=50), st.integers(0, 9))
def test_every_split_gets_a_song(songs, seed):
    assert set(deal(songs, 0.05, 0.05, seed).values()) == {"train", "val", "test"}


def test_the_shares_are_kept():
    assert list(deal(map(str, range(200)), 0.1, 0.05, 1).values()).count("val") == 20


def test_another_seed_gives_other_splits():
    assert deal(map(str, range(50)), 0.1, 0.1, 1) != deal(map(str, range(50)), 0.1, 0.1, 2)


def test_adding_a_song_does_not_reorder_the_others():
    order = [song for song in deal(map(str, range(51)), 0.1, 0.1, 1) if song != "50"]
    assert order == list(deal(map(str, range(50)), 0.1, 0.1, 1))


def test_too_few_songs_are_named():
    with pytest.raises(InputError, match="too few songs: 2 can be used, in 2 groups"):
        deal(["1", "2"], 0.1, 0.1, 1)


SONG = [
    ["nadii kinaare diip jale", "raat suhaanii mahake bagiyaa"],
    ["koyal bole pavan chale", "mor naache sab ghar aa_e"],
]
SPELLED_ANOTHER_WAY = [["nadi kinare deep jale", "raat suhani mahake bagiya", "koel bole pawan chale"]]
OTHER = [
    ["phuul khile ban ban me.n aaj", "bhii.ngii bhii.ngii hai.n palake.n"],
    ["dhuup Dhalii saa_e lambe", "laal hu_aa aakaash"],
]


def rows_of(songs, **columns):
    nothing_known = {"title": "", "film": ""}
    rows = [{**nothing_known, **columns, "song": song, "verses": verses} for song, verses in songs.items()]
    return [table_of(rows, SONGS)]


def test_different_songs_pass_the_check():
    check_twins(rows_of({"7": SONG}), rows_of({"8": OTHER}), overlap=0.5)


def test_a_version_in_the_training_songs_fails_the_check_and_both_are_named():
    with pytest.raises(InputError, match="song '7' is held out, but the training song '9' has 100% of the trigrams"):
        check_twins(rows_of({"6": OTHER, "7": SONG}), rows_of({"8": [["ek"]], "9": SPELLED_ANOTHER_WAY}), overlap=0.5)


def test_a_longer_version_in_the_training_songs_fails_the_check():
    with pytest.raises(InputError, match="song '7' is held out, but the training song '9'"):
        check_twins(rows_of({"7": SONG}), rows_of({"9": [*SONG, *OTHER]}), overlap=1)


def test_half_of_the_overlap_fails_the_check_for_songs_of_one_name():
    half = [SONG[0], OTHER[1]]
    check_twins(rows_of({"7": SONG}), rows_of({"9": half}), overlap=0.8)
    named = {"title": "nadii kinaare", "film": "Namuunaa"}
    with pytest.raises(InputError, match="song '7' is held out, but the training song '9'"):
        check_twins(rows_of({"7": SONG}, **named), rows_of({"9": half}, **named), overlap=0.8)
