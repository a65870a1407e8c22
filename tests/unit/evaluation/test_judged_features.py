"""The numbers from which a judge tells songs apart."""

import pytest
from songs_of_our_own import LINES, spellings

from geetkar.evaluation.judged_features import Phrases, features_of_pair, opening, pairs_of_lines, shape_of
from geetkar.verse.spellings import Spellings
from geetkar.workflow.song_scripts import AS_WRITTEN

RHYMING = ["saahil pe nadii rukatii hai", "mahafil pe nazar jhukatii hai"]
SONG = [[LINES[0], LINES[1]], [*RHYMING, LINES[0]]]
PHRASES = Phrases.of("dil ke paas\nraat ke paas\n")


def shape(song=SONG):
    return shape_of(song, spellings())


def pair(first, second):
    return features_of_pair((first, second), PHRASES, spellings())


def test_a_song_that_ends_in_time_is_judged_whole():
    assert opening("\nek\ndo\n\ntiin\n\n\nchaar\n", 100) == [["ek", "do"], ["tiin"]]


def test_of_a_song_that_does_not_end_in_time_the_last_line_is_left_out():
    assert opening("ek\ndo\n\ntiin chaar", 100) == [["ek", "do"]]
    assert opening("ek\ndo\n\ntiin chaar\n\n\n", 14) == [["ek", "do"]]


@pytest.mark.parametrize("text", ["", "\n\n\n\n", "ek", " \n \n\n\n"])
def test_a_text_without_a_line_is_no_song(text):
    assert opening(text, 100) == []


def test_lengths_are_means_and_standard_deviations():
    measured = shape()
    assert (measured["lines"], measured["lines per verse"], measured["lines per verse, deviation"]) == (5, 2.5, 0.5)
    assert (measured["words per line"], measured["words per line, deviation"]) == pytest.approx((4.4, 0.49), abs=0.01)


def test_lines_that_come_back_and_verses_that_end_in_one_are_counted():
    measured = shape()
    assert measured["share of repeated lines"] == 1 / 5
    assert measured["share of verses that end in a repeated line"] == 1


def test_rhymes_are_counted_by_their_distance():
    measured = shape()
    assert (measured["share of rhyming lines"], measured["share of lines that rhyme one line back"]) == (2 / 5, 1 / 5)
    assert (measured["share of lines that rhyme two lines back"], measured["words of the radif"]) == (0, 1)


def test_a_single_line_has_a_shape():
    assert shape([["nadii"]])["change of syllables from line to line"] == 0


def test_pairs_are_consecutive_lines_of_a_verse():
    assert list(pairs_of_lines([["a", "b", "c"], ["d"], ["e", "f"]])) == [("a", "b"), ("e", "f")]


def test_words_and_pairs_of_words_are_known_from_the_training_songs():
    measured = pair("dil ke paas", "dil nadii")
    assert measured["share of unknown words"] == 1 / 5
    assert measured["share of word pairs that are known"] == 2 / 3


def test_pairs_of_words_do_not_cross_lines():
    assert ("paas", "raat") not in PHRASES.pairs and PHRASES.pairs["ke", "paas"] == 2


def test_two_lines_resemble_each_other():
    measured = pair("dil ke paas", "dil se duur")
    assert measured["share of lines that begin alike"] and not measured["share of lines that are repeated"]
    assert measured["share of words that both lines have"] == 1 / 3


def test_two_lines_rhyme():
    measured = pair(*RHYMING)
    assert (measured["share of lines that rhyme"], measured["words of the radif"]) == (True, 1)
    assert not pair(*LINES[:2])["share of lines that rhyme"]


def test_songs_in_any_language_have_no_rhymes_and_syllables():
    unspoken = Spellings(AS_WRITTEN)
    names = [*shape_of(SONG, unspoken), *features_of_pair(("a", "b"), PHRASES, unspoken)]
    assert not [name for name in names if "rhym" in name or "radif" in name or "syllable" in name]
