"""Songs from text files and tables, cleaned: in casual roman, in Devanagari, and as they are written."""

import pytest

from geetkar.corpus.formats.song import Rejected, Song
from geetkar.corpus.lyrics.cleaning import clean

ROMAN = """[Chorus]
Nadi kinare, deep jale! (2)
Raat ki rani mahke...

Baadal aaye; baadal jaaye x2
"""
DEVANAGARI = "[मुखड़ा]\nनदी किनारे दीप जले (2)\nरात की रानी महके।\n\nमेरा pen खो गया\n"
ENGLISH = "[Chorus]\nBy the river, don't wait (x2)\nThe Moon is high...\n\nby the river, don't wait\n[soft]\n"


def read(body, script):
    return clean(Song("s", body=body, markup="text", script=script))


def marks(lyrics, *kinds):
    return [(mark.kind, mark.line, mark.word, mark.to_word, mark.text) for mark in lyrics.marks if mark.kind in kinds]


def test_casual_roman_becomes_itrans():
    lyrics = read(ROMAN, "roman")
    assert lyrics.verses == [
        ["nadii kinaare diip jale", "raat kii raanii mahake"],
        ["baadal aaye baadal jaaye"],
    ]
    assert marks(lyrics, "note", "repeat") == [
        ("note", 0, 0, 0, "Chorus"),
        ("repeat", 0, 0, 4, "2"),
        ("repeat", 2, 0, 4, "2"),
    ]


def test_roman_is_read_as_itrans_when_the_rule_is_left_out():
    song = Song("s", body=ROMAN, markup="text", script="roman")
    assert clean(song, ["roman"]).verses[0][0] == "Nadi kinare diip jale"


def test_devanagari_becomes_itrans_and_its_latin_words_are_english():
    lyrics = read(DEVANAGARI, "devanagari")
    assert lyrics.verses == [
        ["nadii kinaare diip jale", "raat kii raanii mahake"],
        ["meraa pen kho gayaa"],
    ]
    assert marks(lyrics, "english") == [("english", 2, 1, 2, "pen")]


def test_words_of_any_language_stay_as_they_are_written():
    lyrics = read(ENGLISH, "as_written")
    assert lyrics.verses == [
        ["By the river, don't wait", "The Moon is high..."],
        ["by the river, don't wait"],
    ]
    assert marks(lyrics, "note", "repeat") == [
        ("note", 0, 0, 0, "Chorus"),
        ("repeat", 0, 0, 5, "2"),
        ("note", 3, 0, 0, "soft"),
    ]


def test_lines_of_any_language_that_return_are_refrains_whatever_their_case():
    assert [line for _, line, *_ in marks(read(ENGLISH, "as_written"), "refrain")] == [0, 2]


def test_verses_of_any_language_have_no_roles():
    assert read(ENGLISH, "as_written").roles == ["", ""]


def test_repeats_of_any_language_can_be_written_out():
    song = Song("s", body=ENGLISH, markup="text", script="as_written")
    assert clean(song, repeats="expand").verses[0][:2] == ["By the river, don't wait"] * 2


@pytest.mark.parametrize("body", ["one\n", "a b\nc"])
def test_a_song_of_any_language_that_is_too_short_is_rejected(body):
    with pytest.raises(Rejected, match="too_short"):
        read(body, "as_written")
