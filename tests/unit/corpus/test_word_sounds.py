"""Words compared by their sound."""

import pytest

from geetkar.corpus.transliteration.word_sounds import Sounds, consonants_of, interjections, sound_of


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("nadii", "nadi"),
        ("jahaa.N", "jahaa"),
        ("phuul", "fuul"),
        ("mai.n", "me.n"),
        ("vo", "wo"),
        ("Gam", "gam"),
        ("ek", "ik"),
        ("yah", "ye"),
        ("vah", "vo"),
    ],
)
def test_spellings_of_one_word_have_one_sound(word, other):
    assert sound_of(word) == sound_of(other)


@pytest.mark.parametrize(("word", "other"), [("tuu", "to"), ("merii", "meraa"), ("dil", "til")])
def test_different_words_have_different_sounds(word, other):
    assert sound_of(word) != sound_of(other)


def test_words_that_differ_in_vowels_have_the_same_consonants():
    assert consonants_of("naayikaa") == consonants_of("nayaka")


def test_a_word_in_another_alphabet_is_its_own_sound():
    assert sound_of("नदी") != sound_of("नाव")


@pytest.mark.parametrize(
    ("line", "count"), [("ho re nadii ke", 2), ("nadii ho", 0), ("ho ho", 1), ("ho", 0), ("", 0), ("o ri nadii", 1)]
)
def test_interjections_are_counted_up_to_the_last_word(line, count):
    assert interjections(line.split()) == count


@pytest.mark.parametrize(
    ("line", "beginning", "count"),
    [("nadii ke paar", "nadii ke", 2), ("aajaa re", "aa jaa", 1), ("aa jaa re", "aajaa", 2), ("nadiike", "nadii", 0)],
)
def test_words_are_compared_without_the_spaces_between_them(line, beginning, count):
    assert Sounds(line.split(), sound_of).words_in(Sounds(beginning.split(), sound_of)) == count


@pytest.mark.parametrize(
    ("line", "words", "place"),
    [("nadii ke paar jaa", "ke paar", (1, 3)), ("nadii ke paar", "nadii", (0, 1)), ("nadii ke paar", "naav", None)],
)
def test_words_are_found_in_a_line(line, words, place):
    assert Sounds(line.split(), sound_of).place_of(Sounds(words.split(), sound_of)) == place
