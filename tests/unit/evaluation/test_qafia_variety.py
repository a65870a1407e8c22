from geetkar.evaluation.qafia_variety import COMMONEST, compare_variety, qafia_of
from geetkar.verse.spellings import Spellings

sounds = Spellings("itrans").sounds


def test_the_qafia_of_a_rhyme_is_the_word_before_the_radif():
    song = "nadii dhiire rukatii hai\nyahaa.N lahar jhukatii hai\n\nsheher me.n gaa.Nv\nyahaa.N kii chhaa.Nv\n"
    assert qafia_of(song, sounds) == ["jhukatii", "chhaa.Nv"]


def test_a_line_that_returns_is_no_rhyme():
    assert qafia_of("naav chalii\nshaam Dhalii\nnaav chalii\n", sounds) == ["Dhalii"]


def test_a_rhyme_does_not_reach_into_the_song_before():
    assert qafia_of("naav chalii\n\n\nshaam Dhalii\n", sounds) == []


def test_the_share_is_that_of_the_commonest_qafia():
    network = [*"ab" * 40, *map(str, range(20))]  # two, 40 times each, and 20 others
    people = list(map(str, range(100)))
    share = (80 + COMMONEST - 2) / 100
    assert compare_variety(network, people) == {"rhymes": 100, "network": share, "people": COMMONEST / 100}


def test_the_side_with_more_rhymes_is_counted_in_groups_as_large_as_the_other():
    network = list(map(str, range(40)))
    people = ["a"] * 40 + list(map(str, range(45)))  # a group of one qafia, one of 40, and five that are left over
    assert compare_variety(network, people) == {"rhymes": 40, "network": 0.5, "people": 0.75}


def test_without_rhymes_there_is_no_share():
    assert compare_variety([], ["a"]) == {"rhymes": 0, "network": None, "people": None}
