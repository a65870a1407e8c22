import pytest
from songs_of_our_own import spellings, training_songs

from geetkar.evaluation.lengths import verse_lengths
from geetkar.evaluation.texts import Texts, written_lines


@pytest.mark.parametrize(
    ("text", "prime", "lines"),
    [
        ("one\ntwo\nthr", "", ["one", "two"]),
        ("dil on\ntwo\nthr", "dil", ["two"]),
        ("one\n\ntwo\nthr", "", ["one", "", "two"]),
        ("onl", "", []),
        ("dil\nraat on\ntwo\nthr", "dil\nraat", ["two"]),
        ("dil\none\ntwo\nthr", "dil\n", ["one", "two"]),
    ],
)
def test_only_whole_lines_that_the_network_wrote_are_measured(text, prime, lines):
    assert written_lines(text, prime) == lines


def test_blank_lines_separate_verses():
    assert verse_lengths(["", "a", "b", "", "", "c", ""]) == [2, 1]


def test_blank_lines_have_no_words_but_a_place_among_the_rhymes():
    texts = Texts([["ek nadii", "", "do sadii"]], training_songs(), spellings())
    assert texts.lines == [["ek", "nadii"], ["do", "sadii"]]
    assert [rhyme and rhyme.line for rhyme in texts.rhymes[0]] == [None, None, 0]
