"""Songs with and without repeats, as they are sung."""

import pytest
from songs_in_tokens import lines_of, sung

from geetkar.corpus.lyrics.elisions import LONGEST_SONG

REFRAIN = "nadii kinaare diip jale\nraat suhaanii dhiire chale"


def as_sung(verse, repeats):
    """Return the verses after the refrain."""
    return lines_of(f"{REFRAIN}\n\n{verse}", repeats).removeprefix(f"{REFRAIN}\n\n")


@pytest.mark.parametrize(
    ("verse", "written"),
    [
        ("2( koyal bole )", "koyal bole\nkoyal bole"),
        ("koyal 2( bole ) re", "koyal bole bole re"),
        ("2( koyal bole\nbagiyaa mahake )", "koyal bole\nbagiyaa mahake\nkoyal bole\nbagiyaa mahake"),
        ("2( 2( koyal ) bole )", "koyal koyal bole\nkoyal koyal bole"),
        ("2( nadii kinaare ... )", "nadii kinaare diip jale\nnadii kinaare diip jale"),
        ("2( koyal bole", "koyal bole"),
        ("koyal bole )", "koyal bole"),
        ("koyal bole\nbagiyaa mahake", "koyal bole\nbagiyaa mahake"),
    ],
)
def test_expand_writes_repeats_out(verse, written):
    assert as_sung(verse, "expand") == written


@pytest.mark.parametrize("verse", ["2( koyal bole )", "koyal 2( bole ) re", "2( 2( koyal ) bole )"])
def test_complete_writes_a_repeat_once(verse):
    words = [word for word in verse.split() if word.isalpha()]
    assert as_sung(verse, "complete").split() == words


@pytest.mark.parametrize(
    "verse", ["nadii kinaare ...", "nadii kinaare diip jale ...", "nadii ... re", "nadii raanii ...", "2( nadii ... )"]
)
def test_drop_has_only_the_words_of_the_file(verse):
    words = [word for word in verse.split() if word.isalpha()]
    assert as_sung(verse, "drop").split() == words


def test_drop_tells_what_is_left_out_in_a_mark():
    marks = sung(f"{REFRAIN}\n\nnadii kinaare ...", "drop").marks
    (elision,) = [mark for mark in marks if mark.kind == "elision"]
    assert (elision.line, elision.word, elision.to_word, elision.text) == (2, 2, 2, "diip jale")


def test_a_cue_in_a_repeat_is_repeated():
    marks = sung(f"{REFRAIN}\n\n2( gii: koyal bole\nlaa: bagiyaa mahake )", "expand").marks
    assert [(mark.text, mark.line) for mark in marks if mark.kind == "cue"] == [
        ("gii", 2),
        ("laa", 3),
        ("gii", 4),
        ("laa", 5),
    ]


def test_english_is_marked_where_it_is_sung():
    marks = sung("naav chale DEAR FRIEND kal\nraat hu_ii COME aa").marks
    assert [(mark.line, mark.word, mark.to_word) for mark in marks if mark.kind == "english"] == [(0, 2, 4), (1, 2, 3)]


@pytest.mark.parametrize("repeats", ["complete", "expand"])
def test_a_line_is_a_refrain_if_it_is_sung_again(repeats):
    marks = sung(f"{REFRAIN}\n\nkoyal bole\nnadii kinaare ...", repeats).marks
    assert [mark.line for mark in marks if mark.kind == "refrain"] == [0, 3]


def test_a_refrain_may_be_spelled_differently():
    marks = sung(f"{REFRAIN}\n\nkoyal bole\nnadi kinaare dip jale").marks
    assert [mark.line for mark in marks if mark.kind == "refrain"] == [0, 3]


@pytest.mark.parametrize("verse", ["9( " * 20 + "koyal bole " + ") " * 20, "9( 9( 9( 9( koyal ) ) ) ) " * 20])
def test_repeats_cannot_make_a_song_too_long(verse):
    assert len(as_sung(verse, "expand").split()) < LONGEST_SONG


def test_elisions_cannot_make_a_song_too_long():
    long = "\n".join(f"nadii {'kinaare ' * 200}diip{number}" for number in range(8))
    first = long.split("\n", maxsplit=1)[0]
    words = lines_of("\n\n".join([long, *[f"naav chalii\n{first} ..."] * 40])).split()
    assert len(words) < 40 * 250 + 2 * LONGEST_SONG
