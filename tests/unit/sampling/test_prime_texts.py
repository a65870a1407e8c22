import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.transliteration.itrans import SCRIPTS
from geetkar.sampling.prime_texts import primes_in_script, read_prime
from geetkar.workflow.configuration import WORDS
from geetkar.workflow.errors import InputError

BEHIND = "nadii kinaare diip jalaa_o\nraat suhaanii lauTii"  # more lines, since a song needs several


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        (" \n\t", ""),
        ("dil", "dil"),
        ("दिल", "dil"),
        ("रात dil", "raat dil"),
        ("ma'aanii", "ma_aanii"),
        ("raama", "raam"),
        ("huu.n", "huu.N"),
        ("dil,  raat!", "dil raat"),
        ("dil\nraat", "dil\nraat"),
        ("दिल।\r\nरात ", "dil\nraat"),
        ("dil\n", "dil\n"),
        ("\n dil\n\nraat", "dil\n\nraat"),
        ("R", "r"),
        ("mera", "meraa"),
        ("kat.hhaa", "kat.hhaa"),
    ],
)
def test_a_prime_text_is_normalized_as_lyrics_are(typed, read):
    assert read_prime(typed) == read

    verses = clean(Song(song="1", body=f"{typed.strip()}\n{BEHIND}")).verses
    *cleaned, _, _ = (line for verse in verses for line in verse)
    assert cleaned == [line for line in read.split("\n") if line]


@pytest.mark.parametrize(
    ("script", "written"),
    [("itrans", "raat\nchaa.Nd"), ("roman", "raat\nchaand"), ("devanagari", "रात\nचाँद")],
)
def test_a_prime_text_of_two_lines_has_two_lines_in_every_script(script, written):
    assert primes_in_script(["रात\nchaa.Nd"], script) == [written]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("meraa ##Pen##", "meraa ##pen##"),
        ("##Don't## jaa", "##dont## jaa"),
        ("dil##Come with## raat", "dil ##come with## raat"),
        ("##come with\nraat", "##come with##\nraat"),
        ("#### dil ##!##", "dil"),
    ],
)
def test_english_in_a_prime_text_is_in_lower_case_between_its_signs(typed, read):
    assert read_prime(typed) == read_prime(read) == read


@pytest.mark.parametrize(
    ("script", "written"), [("itrans", "meraa the"), ("roman", "mera the"), ("devanagari", "मेरा the")]
)
def test_english_in_a_prime_text_is_in_latin_letters_in_every_script(script, written):
    assert primes_in_script(["meraa ##the##"], script) == [written]


@pytest.mark.parametrize("script", SCRIPTS)
def test_spellings_of_one_text_are_requested_once(script):
    assert primes_in_script(["दिल", "dil", "", "dil ", "raat", "\n"], script) == primes_in_script(
        ["dil", "", "raat"], script
    )


def test_texts_that_are_the_same_in_a_script_are_requested_once():
    assert [len(primes_in_script(["din", "diin"], script)) for script in ("itrans", "roman")] == [2, 1]


@pytest.mark.parametrize("typed", ["dil M", "H", "dil ॠ"])
def test_a_word_without_a_sound_is_refused_with_its_prime_text(typed):
    with pytest.raises(InputError, match=f"sampling.primes`: '{typed.split()[-1]}' in '{typed}' has no letter with"):
        read_prime(typed)


@given(st.text(st.sampled_from([sign for sign in map(chr, range(0x3000)) if WORDS.fullmatch(sign)])))
def test_whatever_the_configuration_lets_through_is_read_once_and_for_all_or_refused(typed):
    try:
        read = read_prime(typed)
    except InputError as refusal:
        assert "sampling.primes" in str(refusal)
    else:
        assert read_prime(read) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("By  the river,\tslow", "By the river, slow"),
        ("\n\nby\r\nthe ", "by\nthe"),
        ("cafe\u0301", "caf\xe9"),
        ("", ""),
    ],
)
def test_a_prime_text_in_any_language_is_read_as_songs_are(typed, read):
    assert primes_in_script([typed], "as_written") == [read]
