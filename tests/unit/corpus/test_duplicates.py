"""Versions of the same song, in words made up for these tests."""

import random

import numpy as np
import pytest

from geetkar.corpus.duplicates import PEOPLE, count_filled, fewest_shared, find_versions, hash_name
from geetkar.corpus.tables import SONGS, table_of
from geetkar.corpus.trigrams import hash_trigrams

NOTHING_KNOWN = {"title": "", "film": "", "starring": [], "singers": [], "composers": [], "lyricists": []}
SYLLABLES = ("kaa", "gii", "tuu", "do", "pe", "baa", "mii", "ruu", "lo", "se")


def words(*numbers):
    """Return a song of one line, with a word for each number."""
    return [[" ".join("".join(SYLLABLES[int(digit)] for digit in f"{number:04}") for number in numbers)]]


def versions(songs, overlap=0.5, **columns):
    """Return the table of duplicates; `columns` have the titles, films, … of some songs."""
    given = {song: {name: values[song] for name, values in columns.items() if song in values} for song in songs}
    rows = [{**NOTHING_KNOWN, "song": song, "verses": verses, **given[song]} for song, verses in songs.items()]
    table = table_of(rows, SONGS)
    return find_versions([table[:1], table[1:]], overlap)


def kept(songs, overlap=0.5, **columns):
    """Return the version that is kept of each song."""
    table = versions(songs, overlap, **columns)
    return dict(zip(table["song"], table["cluster"], strict=True))


def test_a_song_with_another_line_is_the_version_that_is_kept():
    assert kept({"1": words(*range(30)), "2": words(*range(34))}) == {"1": "2", "2": "2"}


def test_songs_with_different_words_are_not_versions():
    assert kept({"1": words(1, 2, 3), "2": words(4, 5, 6)}) == {"1": "1", "2": "2"}


def test_a_song_within_a_much_longer_one_is_a_version_of_it():
    assert kept({"1": words(*range(20)), "2": words(*range(200))}) == {"1": "2", "2": "2"}


def test_a_song_typed_with_other_spellings_is_a_version():
    one = [["ji.ndagii kii raah me.n saath tuu de", "Gam na kar vafaa hamaarii yaad rakh"]]
    other = [["zindagee ki raah mein saath too de", "gham naa kar wafaa hamaari yaad rakhh"]]
    assert kept({"1": one, "2": other}, overlap=1) == {"1": "1", "2": "1"}


@pytest.mark.parametrize(("shared", "found"), [(12, True), (11, False)])
def test_half_of_the_trigrams_of_the_shorter_song_make_it_a_version(shared, found):
    songs = {"1": words(*range(40)), "2": words(*range(shared), *range(100, 122 - shared))}
    assert (kept(songs)["2"] == "1") == found


def test_a_quarter_is_enough_in_one_film_with_titles_that_begin_alike():
    songs = {"1": words(*range(40)), "2": words(*range(8), *range(100, 114))}
    names = {"title": {"1": "naav chalii re", "2": "naava"}, "film": {"1": "Kinaara", "2": "Kinara / The Shore"}}
    assert kept(songs)["2"] == "2"
    assert kept(songs, **names)["2"] == "1"


@pytest.mark.parametrize("names", [("", "Kinaara"), ("naav", "")])
def test_songs_without_a_title_or_a_film_have_no_name_in_common(names):
    assert hash_name(*names) == 0


def test_songs_of_two_films_have_different_names():
    assert hash_name("naav", "Kinaara") != hash_name("naav", "Saagar")


def test_a_common_phrase_does_not_make_a_short_song_a_version():
    assert kept({"1": words(*range(40)), "2": words(0, 1, 2, 3, 90, 91)})["2"] == "2"


def test_a_refrain_of_syllables_does_not_make_songs_versions():
    calls = "laa laa laa laa"
    songs = {song: [[calls] * 20, *words(*range(start, start + 10))] for song, start in (("1", 0), ("2", 50))}
    assert kept(songs) == {"1": "1", "2": "2"}


def test_songs_of_nothing_but_one_syllable_can_be_versions():
    assert kept({"1": [["laa laa laa"]], "2": [["laa laa laa"]]}) == {"1": "1", "2": "1"}


def test_songs_in_any_alphabet_are_compared():
    songs = {"1": [["वारा वाहे दूर नदी काठी एक दिवा"]], "2": [["река течёт и поёт ночью одна"]]}
    assert kept({**songs, "3": songs["1"]}) == {"1": "1", "2": "2", "3": "1"}


def test_of_equal_versions_the_first_is_kept():
    assert kept({"2": words(*range(20)), "1": words(*range(20))}) == {"2": "1", "1": "1"}


def test_of_equal_versions_the_better_documented_is_kept():
    assert kept({"1": words(*range(20)), "2": words(*range(20))}, film={"2": "Namuunaa"}) == {"1": "2", "2": "2"}


def test_every_filled_column_counts():
    empty = {**NOTHING_KNOWN, "song": "1", "verses": words(1)}
    full = empty | {"title": "diip", "film": "Namuunaa", "year": 1961} | {key: ["Sita Rao"] for key in PEOPLE}
    assert count_filled(table_of([empty, full], SONGS)).to_list() == [0, 7]


def test_a_version_of_a_version_is_kept_unless_it_resembles_the_kept_one():
    songs = {str(at): words(*range(at, at + 40 - at)) for at in (0, 12)} | {"24": words(*range(24, 46))}
    assert kept(songs) == {"0": "0", "12": "0", "24": "0"}
    assert kept(songs, overlap=0.8) == {"0": "0", "12": "0", "24": "24"}


def test_the_overlap_is_the_share_of_the_songs_trigrams_in_the_kept_one():
    table = versions({"1": words(*range(40)), "2": words(*range(15), 90, 91, 92, 93, 94)})
    assert table["overlap"].to_list() == [1, round(13 / 18, 4)]


def test_every_version_is_found_in_every_chunk():
    dice = random.Random(1)
    songs = {}
    for number in range(1500):
        song = [number * 5 % 10_000, *(dice.randrange(10_000) for _ in range(30))]
        songs[f"{number}"] = words(*song)
        songs[f"{number}v"] = words(*song[: dice.randint(20, 29)])
    assert len(set(kept(songs).values())) == 1500


def test_trigrams_cross_lines():
    assert set(hash_trigrams([["ek do"], ["tiin"]])) == set(hash_trigrams([["ek do tiin"]]))


@pytest.mark.parametrize(("count", "overlap", "fewest"), [(20, 0.5, 10), (21, 0.5, 11), (6, 0.5, 5), (3, 0.5, 3)])
def test_the_fewest_trigrams_of_a_version(count, overlap, fewest):
    assert fewest_shared(np.array([count]), overlap) == fewest


def test_words_of_any_language_are_compared_as_written():
    one, other = [["a river and the moon at sea"]], [["a rover and the man at so"]]
    assert (hash_trigrams(one) == hash_trigrams(other)).all()
    assert not np.intersect1d(hash_trigrams(one, "any"), hash_trigrams(other, "any")).size
    assert (hash_trigrams(one, "any") == hash_trigrams([["A River and", "The Moon at sea"]], "any")).all()
