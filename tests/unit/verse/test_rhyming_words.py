import json

import pytest

from geetkar.verse.arrangement import plan_text
from geetkar.verse.rhyming_words import RhymingWords, learn_rhyming_words, read_rhyming_words
from geetkar.verse.spellings import Spellings
from geetkar.workflow.errors import InputError

sounds = Spellings("itrans").sounds
SONG = "nadii rukatii hai\nlahar jhukatii hai\n\nnaav chalii\nshaam Dhalii\n"


def learned(text):
    lines = [line for line in text.split("\n") if line]
    return learn_rhyming_words("itrans", lines, plan_text(text, sounds), sounds)


@pytest.fixture
def words():
    return learned(SONG * 3 + "\n\n" + "Tuutii galii\n")


def test_words_that_occur_three_times_are_kept(words):
    assert {"rukatii", "jhukatii", "chalii", "Dhalii", "hai"} <= words.words.keys() and "galii" not in words.words


def test_answers_have_the_same_tail_and_other_sounds(words):
    assert words.answers(sounds("chalii")) == ["Dhalii"]


def test_a_word_that_is_not_known_has_answers(words):
    assert sorted(words.answers(sounds("galii"))) == ["Dhalii", "chalii"]


def test_words_that_sound_as_used_ones_are_no_answers(words):
    assert words.answers(sounds("galii"), {sounds("chalii")}) == ["Dhalii"]


def test_a_nasal_at_the_end_of_a_word_is_not_heard():
    words = learned("jahaa.N\nyahaa\n" * 3)
    assert words.answers(("v", "a", "h", "aa")) == ["jahaa.N", "yahaa"]


def test_spellings_that_sound_alike_are_one_answer():
    words = learned("jahaa.N\njahaa\nyahaa\n" * 3)
    assert words.can_be_answered(("y", "a", "h", "aa"), 1) and not words.can_be_answered(("y", "a", "h", "aa"), 2)


def test_a_word_can_be_answered_if_enough_others_rhyme(words):
    assert set(words.answerable(1)) >= {"chalii", "Dhalii", "rukatii", "jhukatii"} and words.answerable(2) == []


def test_the_lengths_of_radifs_are_counted_in_lines_that_rhyme():
    assert learned(SONG).radifs == [1, 1, 0, 0]


def test_radifs_of_three_words_or_more_are_counted_together():
    endings = ["me.n", "me.n aaj", "me.n aaj bhii", "me.n aaj bhii to"]
    songs = [f"nadii rukatii {ending}\nlahar jhukatii {ending}" for ending in endings]
    assert learned("\n\n\n".join(songs)).radifs == [0, 1, 1, 2]


def test_words_are_read_as_they_were_written(words, tmp_path):
    path = tmp_path / "rhyming_words.json"
    path.write_text(json.dumps(words.as_dict()), encoding="utf-8")
    assert read_rhyming_words(path) == words


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"script": "itrans", "words": {"a": 1}, "radifs": []}'])
def test_another_file_is_refused(content, tmp_path):
    path = tmp_path / "rhyming_words.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="has no rhyming words"):
        read_rhyming_words(path)


def test_a_word_without_vowels_rhymes_with_none():
    assert RhymingWords("itrans", {"k": ("k",), "Tk": ("T", "k")}, [1, 0, 0, 0]).answerable(1) == []
