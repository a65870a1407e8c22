import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.verse.notation import check_forms, letters_of, parse_form
from geetkar.workflow.errors import InputError


def form(**keys):
    return {"name": "geet", "verses": "Aa bbaA", "syllables": 12, "radif": None, "first_line": None} | keys


def ties(verses):
    return "".join(line.tie for line in parse_form(verses))


@pytest.mark.parametrize(
    ("verses", "wanted"),
    [
        ("aa", "NP"),
        ("xx", "NN"),
        ("abab", "NNQQ"),
        ("abba", "NNPS"),
        ("abbba", "NNPPS"),
        ("AxxA", "NNNR"),
        ("AA2 A2A", "NPRR"),
        ("X x X", "NNR"),
        ("Aa bbaA ccaA", "NPNPSRNPSR"),
        ("aa bcbc dada", "NPNNQQNTQQ"),
    ],
)
def test_letters_say_what_a_line_is_tied_to(verses, wanted):
    assert ties(verses) == wanted


def test_spaces_separate_verses():
    assert [line.verse for line in parse_form("ab  b a")] == [0, 0, 1, 2]


def test_spaces_around_a_form_are_ignored():
    assert parse_form(" aa xa ") == parse_form("aa xa")


def test_the_first_verse_is_the_mukhda():
    assert [line.role for line in parse_form("ab ba")] == ["M", "M", "A", "A"]


def test_a_refrain_is_tied_to_where_it_was_first():
    assert [line.to for line in parse_form("Axx A A")] == [-1, -1, -1, 0, 0]


def test_a_refrain_rhymes_with_its_small_letter():
    assert [line.to for line in parse_form("aA")] == [-1, 0]


def test_all_lines_have_the_length_that_is_asked_for():
    assert {line.length for line in parse_form("aa xa", syllables=8)} == {2}


def test_the_radif_is_that_of_the_rhyme_a():
    assert [line.radif for line in parse_form("aabb", radif="na rahaa")] == [2, 2, None, None]


def test_without_a_radif_the_writer_may_choose_one():
    assert [line.radif for line in parse_form("aa")] == [None, None]


def test_an_empty_radif_is_none_at_all():
    assert [line.radif for line in parse_form("aa", radif="")] == [0, 0]


def test_a_free_line_has_no_rhyme_to_share_a_radif_with():
    assert [line.radif for line in parse_form("xxX")] == [0, 0, 0]


def test_a_line_with_which_none_rhymes_has_no_radif():
    assert [line.radif for line in parse_form("Aba Ab cA")] == [None, None, None, None, None, 0, None]


def test_a_refrain_has_the_radif_of_its_rhyme():
    assert [line.radif for line in parse_form("Aa xA", radif="hai")] == [1, 1, 0, 1]


@pytest.mark.parametrize(
    ("verses", "message"),
    [
        ("", "has no lines"),
        ("  ", "has no lines"),
        ("Aa bé", "'é' at place 5 is no letter"),
        ("a|b", "'|' at place 2 is no letter"),
        ("aA 2", "'2' at place 4 is a digit, but follows no capital"),
        ("a2", "'2' at place 2 is a digit, but follows no capital"),
        ("xxabbbbba", "'a' at place 9 rhymes with a line that is too far back"),
        ("x a x a", "'a' at place 7 rhymes with a line that is too far back"),
    ],
)
def test_a_mistake_is_named_with_its_letter_and_place(verses, message):
    with pytest.raises(InputError, match=re.escape(message)):
        parse_form(verses)


def test_a_radif_needs_a_line_that_ends_in_it():
    with pytest.raises(InputError, match="no line with the letter a"):
        parse_form("xbxb", radif="hai")


@pytest.mark.parametrize("keys", [{}, {"verses": None}, {"verses": None, "first_line": "dil"}, {"radif": "hai"}])
def test_forms_are_checked(keys):
    check_forms([form(**keys)])


def test_a_mistake_in_a_form_is_named_by_its_key():
    with pytest.raises(InputError, match=r"`sampling.forms`, 'geet': the form 'a!': '!' at place 2"):
        check_forms([form(verses="a!")])


def test_peoples_plans_have_radifs_of_their_own():
    with pytest.raises(InputError, match=r"'geet': `radif` needs `verses`"):
        check_forms([form(verses=None, radif="hai")])


@given(st.text(max_size=30))
def test_any_text_is_a_form_or_a_mistake(verses):
    try:
        assert parse_form(verses)
    except InputError as error:
        assert repr(verses) in str(error)


def test_the_letters_of_a_form_are_those_of_its_lines():
    assert letters_of("Aa  xA2\n A") == ["A", "a", "x", "A2", "A"]
