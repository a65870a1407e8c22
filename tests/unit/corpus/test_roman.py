"""Casual roman, read as ITRANS, and the test that tells the scripts apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import LINES

from geetkar.corpus.transliteration.itrans import canonical, to_devanagari, write_in_script
from geetkar.corpus.transliteration.roman import TYPED, WORDS, from_roman, guess_itrans
from geetkar.corpus.transliteration.scripts import recognize_script

DOCUMENTATION = (Path(__file__).parents[3] / "docs" / "itrans.md").read_text()


@pytest.mark.parametrize(
    ("typed", "itrans"),
    [
        ("Nadi", "nadii"),
        ("kinare", "kinaare"),
        ("deep", "diip"),
        ("phoolon", "phuulo.n"),
        ("wajah", "vajah"),
        ("pyar", "pyaar"),
        ("hoon", "huu.N"),
        ("mein", "me.n"),
        ("batayein", "bataye.n"),
        ("karoon", "karuu.N"),
        ("zindagi", "zi.ndagii"),
        ("pehla", "pahalaa"),
        ("kehte", "kahate"),
    ],
)
def test_words_are_read_as_people_type_them(typed, itrans):
    assert from_roman(typed) == itrans


@pytest.mark.parametrize(
    ("typed", "itrans"),
    [
        ("bolna", "bolanaa"),
        ("tolte", "tolate"),
        ("dekhkar", "dekhakar"),
        ("kasta", "kastaa"),
        ("tanna", "tannaa"),
        ("maang", "maa.Ng"),
        ("dang", "da.ng"),
    ],
)
def test_unknown_words_are_read_by_rules(typed, itrans):
    assert guess_itrans(typed) == itrans


def test_a_word_with_a_typed_long_vowel_is_not_read_with_a_short_one():
    assert from_roman("kal") == "kal" and from_roman("kaal") == "kaal"


def test_known_words_are_canonical():
    words = WORDS.read_text().split()
    assert [word for word in (*words, *TYPED.values()) if canonical(word) != word] == []


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzAEIOU.'~^_", max_size=12))
def test_any_word_is_read_as_canonical_itrans(typed):
    assert canonical(from_roman(typed)) == from_roman(typed)


@pytest.mark.parametrize("script", ["itrans", "roman", "devanagari"])
def test_the_script_of_a_text_is_recognized(script):
    assert recognize_script("\n".join(write_in_script(line, script) for line in LINES)) == script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Koi Nadi Kinare Gaata Hai", "roman"),
        ("KOI NADI KINARE GAATA HAI", "roman"),
        ("baarish mein aaj naachenge, e mere dil!", "roman"),
        ("ba.Dii duur hai nadii", "itrans"),
        ("नदी किनारे my heart", "devanagari"),
        ("", "roman"),
    ],
)
def test_the_script_is_recognized_by_spellings_that_only_it_has(text, script):
    assert recognize_script(text) == script


@pytest.mark.parametrize("name", ["hindi_words", "unseen_words"])
def test_as_many_words_are_read_correctly_as_documented(name):
    lines = (Path(__file__).parent / "words" / f"{name}.tsv").read_text().splitlines()[1:]
    words = [(line.split("\t")[0], line.split("\t")[-1]) for line in lines]
    right = [itrans for itrans, roman in words if to_devanagari(from_roman(roman)) == to_devanagari(itrans)]
    assert f"**{len(right)} of {len(words)}**" in " ".join(DOCUMENTATION.split("## Reading roman")[1].split())
