import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.lyrics.cleaning import RULES, clean, verses_of
from geetkar.lyrics.isb import Rejected, Song

LINE = "nadii kinaare baiThe rahe"


def song(body, singers=("Meenakshi Rao", "Suraj")):
    return Song("1", "", "", None, (), singers, (), (), body)


def cleaned(line, **fields):
    return clean(song(line, **fields))[0]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("dil me.n % (dil = heart)", "dil me.n"),
        ("chalo ##on sunday## chale.n", "chalo chale.n"),
        ("chalo ##on sunday", "chalo"),
        ("dil [music] bole", "dil bole"),
        ("dil <br> bole", "dil bole"),
        (r"bole re \threedots", "bole re"),
        (r"bole re \thredots", "bole re"),
        ("bole re ...", "bole re"),
        (r"( dil bole ) \-2", "dil bole"),
        ("dil bole -2", "dil bole"),
        ("2. dil bole", "dil bole"),
        ("(dil) bole", "dil bole"),
        (r"subah\-o\-shaam", "subah o shaam"),
        ("dil, bole; kyo.n? | haa.N!", "dil bole kyo.n haa.N"),
        ("dil bole. so jaa..", "dil bole so jaa"),
        ("dil.. bole", "dil bole"),
        ("ga.DhaDaa .Dar na_ii kR^ipaa", "ga.DhaDaa Dar na_ii kR^ipaa"),
        ("chaa.Nd hai.n pa.Dh ga.nj", "chaa.Nd hai.n pa.Dh ga.nj"),
        ("Thaa.Nv aur thaan", "Thaa.Nv aur thaan"),
        ("\tdil\t bole ", "dil bole"),
        ("प्यार dil", "dil"),
    ],
)
def test_a_line_is_cleaned_and_its_letters_kept(line, left):
    assert cleaned(line) == left


@pytest.mark.parametrize(
    "cue", ["mii:", "mii \\:", "suuraj:", "Suraj : ", "ko:", "koras:", "dono.n:", "miinaa: "]
)
def test_a_singers_cue_is_dropped(cue):
    singers = ("Mina Rao", "Suraj")
    assert cleaned(f"{cue} {LINE}", singers=singers) == LINE


def test_a_label_before_several_lines_is_a_cue():
    assert cleaned(f"raadhaa: {LINE}\nraadhaa: {LINE}") == f"{LINE}\n{LINE}"


def test_a_word_of_the_song_keeps_its_place_before_a_colon():
    assert cleaned(f"kahataa: {LINE}") == f"kahataa {LINE}"


def test_english_over_several_lines_is_dropped():
    assert cleaned("dil\n##one\ntwo##\nbole") == "dil\n\n\nbole"


def test_every_rule_is_counted_by_the_lines_that_it_changed():
    _, changed = clean(song("dil % heart\ndil\nbole % speaks"))
    assert changed["comments"] == 2


def test_every_rule_says_what_it_does():
    assert all(rule.__doc__ for _, rule in RULES)


def test_a_comment_between_lines_parts_no_verse():
    body = f"{LINE}\n% a remark\n{LINE}"
    assert len(verses_of(song(body), cleaned(body))) == 1


@pytest.mark.parametrize("blank", ["", "%", "  \t"])
def test_a_blank_line_parts_verses(blank):
    body = f"{LINE}\n{blank}\n{LINE}"
    assert len(verses_of(song(body), cleaned(body))) == 2


@given(st.text(max_size=300))
def test_what_is_left_holds_nothing_but_itrans_and_single_spaces(text):
    body = f"{LINE}\n{LINE}\n{text}"
    try:
        verses = verses_of(song(body), cleaned(body))
    except Rejected:
        return
    lines = [line for verse in verses for line in verse]
    assert all(re.fullmatch(r"[A-Za-z.~^_]+( [A-Za-z.~^_]+)*", line) for line in lines)


@given(st.text(max_size=300))
def test_cleaning_keeps_the_number_of_lines(body):
    assert cleaned(body).count("\n") == body.count("\n")
