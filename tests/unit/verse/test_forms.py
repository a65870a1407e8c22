from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.verse.forms import ENDS, is_ghazal, summarize_forms
from geetkar.verse.notation import parse_form
from geetkar.verse.plans import plan_of
from geetkar.verse.spellings import Spellings


def summary(*forms, radif=None):
    return summarize_forms([parse_form(form, radif=radif) for form in forms])


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("Aa bbaA ccaA", ["bbaA", "bbaA"]),
        ("xx aa bb", ["aa", "aa"]),
        ("AA2 bbA2 ccA2", ["bbA2", "bbA2"]),
        ("aa xB xB", ["xB", "xB"]),
    ],
)
def test_a_verse_has_the_same_scheme_wherever_it_is(form, wanted):
    assert dict(summary(form)["antara_schemes"]) == Counter(wanted)


@pytest.mark.parametrize(
    ("form", "end"),
    [
        ("Aa bbaA", "refrain"),
        ("aA bbaA", "mukhda"),
        ("aa bbC xC", "repeated"),
        ("aa bba", "rhyme"),
        ("aa bb", "own_rhyme"),
        ("xx bb", "own_rhyme"),
        ("aa bx", "free"),
        ("xx bx", "free"),
    ],
)
def test_the_end_of_an_antara_is_named(form, end):
    assert summary(form)["ends"][end] == 1


@pytest.mark.parametrize(
    ("form", "radif", "found"),
    [
        ("aa xa xa xa", "hai", True),
        ("aA xaA xaA xaA", "hai", True),
        ("aa xa xa", "hai", False),
        ("aa xa xa xa", "", False),
        ("aa xa xx xa", "hai", False),
        ("xa xa xa xa", "hai", False),
        ("aa bb cc dd", "hai", False),
    ],
)
def test_a_ghazal_takes_up_the_rhyme_and_radif_of_its_matla(form, radif, found):
    assert is_ghazal(parse_form(form, radif=radif)) is found


def test_the_couplets_of_a_ghazal_have_the_whole_radif_of_its_matla():
    matla = ["raat jalatii hai abhii", "baat chalatii hai abhii"]
    couplets = [["dil meraa", "shaam Dhalatii hai abhii"], ["log aaye", "vo machalatii hai abhii"]]
    sounds = Spellings("itrans").sounds
    whole = [matla, *couplets, ["chaa.Nd", "aag palatii hai abhii"]]
    assert is_ghazal(plan_of(whole, sounds))
    other = [matla, *couplets, ["chaa.Nd", "aag palatii abhii"]]
    assert not is_ghazal(plan_of(other, sounds))


def test_songs_verses_and_lines_are_counted():
    counted = summary("Aa bbaA", "aa")
    assert [counted[name] for name in ("songs", "verses", "lines", "repeating")] == [2, 3, 8, 1]


def test_a_verse_that_only_repeats_is_no_antara():
    assert summary("AA2 bA A2A")["antaras"] == 1


def test_every_tie_and_end_is_counted():
    counted = summary("aa bb")
    assert counted["ties"] == {"N": 2, "R": 0, "P": 2, "Q": 0, "S": 0, "T": 0}
    assert list(counted["ends"]) == list(ENDS) and counted["ends"]["own_rhyme"] == 1


def test_the_commonest_scheme_comes_first():
    assert summary("xx", "aa", "aa")["song_schemes"] == [("aa", 2), ("xx", 1)]


def test_antaras_that_return_to_the_rhyme_of_the_mukhda_keep_it():
    assert summary("aa bba ccx", "xx bb")["kept"]["rhyme"] == {"count": 1, "of": 2}


def test_antaras_keep_the_scheme_and_length_of_the_first():
    kept = summary("aa bba cca dda xxx")["kept"]
    assert (kept["scheme"], kept["length"]) == ({"count": 2, "of": 3}, {"count": 3, "of": 3})


@given(st.lists(st.lists(st.lists(st.sampled_from(["nadii", "sadii", "raat"]), min_size=1), min_size=1)))
def test_every_antara_ends_somehow(songs):
    counted = summarize_forms([plan_of(song, Spellings("itrans").sounds) for song in songs])
    assert sum(counted["ends"].values()) == counted["antaras"]
