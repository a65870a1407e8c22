"""Marks, and songs with repeats written out."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.corpus.cleaning import clean
from geetkar.corpus.formats.song import Song
from geetkar.corpus.marks import KINDS, sung

REFRAIN = "nadii kinaare diip jale\nraat suhaanii dhiire chale"


def lyrics(body, singers=("Sita Rao", "Gita Devi")):
    return clean(Song("1", singers=singers, body=body))


def marks(body, kind, **options):
    return [mark for mark in lyrics(f"{REFRAIN}\n\n{body}", **options).marks if mark.kind == kind]


def as_sung(body):
    """Return the verses after the refrain, with repeats written out."""
    song = lyrics(f"{REFRAIN}\n\n{body}")
    return sung(song.verses, [asdict(mark) for mark in song.marks])[1:]


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("koyal bole % a bird", "comment", "a bird"),
        ("chalo ##on sunday## chale.n", "english", "on sunday"),
        ("chalo [music] chale.n", "note", "music"),
        ("chalo [##music##] chale.n", "note", "music"),
        ("chalo ##on % a day\nsunday## chale.n", "comment", "a day"),
        ("2. koyal bole", "number", "2"),
        (r"( koyal bole ) \-3", "repeat", "3"),
        ("gii: koyal bole", "cue", "Gita Devi"),
        ("sitaa : koyal bole", "cue", "Sita Rao"),
        ("ko: koyal bole", "cue", "chorus"),
        ("dono.n: koyal bole", "cue", "both"),
        (r"nadii kinaare \threedots", "elision", "nadii kinaare diip jale"),
        (r"koyal \threedots", "elision", ""),
    ],
)
def test_what_is_removed_is_kept_as_a_mark(body, kind, text):
    assert [mark.text for mark in marks(body, kind)] == [text]


def test_english_over_two_lines_has_a_mark_on_each():
    assert [mark.text for mark in marks("chalo ##on % a day\nsunday## chale.n", "english")] == ["on", "sunday"]


def test_a_cue_is_where_the_singer_begins():
    (cue,) = marks("koyal bole\ngii: bagiyaa mahake", "cue")
    assert (cue.line, cue.word) == (3, 0)


def test_a_comment_is_after_the_words_before_it():
    (comment,) = marks("koyal bole % a bird", "comment")
    assert (comment.line, comment.word) == (2, 2)


def test_a_repeat_reaches_from_bracket_to_bracket():
    (repeat,) = marks(r"koyal ( bole bagiyaa" + "\n" + r"mahake ) \-2 pavan", "repeat")
    assert (repeat.line, repeat.word, repeat.to_line, repeat.to_word) == (2, 1, 3, 1)


def test_a_bare_repeat_means_its_line():
    (repeat,) = marks(r"koyal bole \-2", "repeat")
    assert (repeat.line, repeat.word, repeat.to_line, repeat.to_word) == (2, 0, 2, 2)


def test_repeated_lines_are_marked():
    refrains = marks(r"nadii kinaare \threedots" + "\nkoyal bole", "refrain")
    assert [mark.line for mark in refrains] == [0, 2]


def test_an_elision_with_two_possible_lines_stays_unresolved():
    body = "nadii kinaare baiThe the\n\n" + r"nadii kinaare \threedots"
    assert [mark.text for mark in marks(body, "elision")] == [""]


def test_an_elision_after_a_whole_line_means_its_verse():
    assert [mark.text for mark in marks(r"nadii kinaare diip jale \threedots", "elision")] == [REFRAIN]


@pytest.mark.parametrize(
    ("body", "verses"),
    [
        (r"( koyal bole ) \-2", [["koyal bole", "koyal bole"]]),
        (r"koyal bole \-2", [["koyal bole", "koyal bole"]]),
        ("koyal bole (2)", [["koyal bole", "koyal bole"]]),
        (r"koyal ( bole ) (2) re", [["koyal bole bole re"]]),
        (r"koyal ( bole )\2 re", [["koyal bole bole re"]]),
        (r"{ koyal bole } \-2", [["koyal bole", "koyal bole"]]),
        ("(2) koyal bole", [["koyal bole"]]),
        (r"koyal ( bole ) \-2 re", [["koyal bole bole re"]]),
        ("( koyal bole\nbagiyaa mahake ) \\-2", [["koyal bole", "bagiyaa mahake"] * 2]),
        (r"( ( koyal ) \-2 bole ) \-2", [["koyal koyal bole", "koyal koyal bole"]]),
        (r"nadii kinaare \threedots", [["nadii kinaare diip jale"]]),
        (r"nadii kinaare diip jale \threedots", [REFRAIN.split("\n")]),
        (r"koyal \threedots", [["koyal"]]),
        (r"koyal bole \-99", [["koyal bole"]]),
        ("koyal bole\nbagiyaa mahake", [["koyal bole", "bagiyaa mahake"]]),
    ],
)
def test_a_song_is_written_as_it_is_sung(body, verses):
    assert as_sung(body) == verses


@pytest.mark.parametrize(
    "body", ["( " * 20 + "koyal bole " + r") \-9 " * 20, r"( ( ( ( koyal ) \-9 ) \-9 ) \-9 ) \-9 " * 20]
)
def test_repeats_cannot_make_a_song_too_long(body):
    assert sum(len(line.split()) for verse in as_sung(body) for line in verse) < 20_000


pieces = st.lists(
    st.sampled_from(["dil", "bole", "(", ")", r"\-2", r"\threedots", "\n", "\n\n", "##a##", "% x\n", "gii: ", "3. "]),
    max_size=60,
).map(" ".join)


@given(pieces)
def test_every_mark_is_in_the_song(body):
    song = lyrics(f"{REFRAIN}\n\n{body}")
    lengths = [len(line.split()) for verse in song.verses for line in verse]
    for mark in song.marks:
        assert mark.kind in KINDS
        for line, word in ((mark.line, mark.word), (mark.to_line, mark.to_word)):
            assert (line == len(lengths) and word == 0) or word <= lengths[line]


@given(pieces)
def test_a_song_as_sung_has_only_written_words(body):
    song = lyrics(f"{REFRAIN}\n\n{body}")
    written = {word for verse in song.verses for line in verse for word in line.split()}
    found = sung(song.verses, [asdict(mark) for mark in song.marks])
    assert {word for verse in found for line in verse for word in line.split()} == written
