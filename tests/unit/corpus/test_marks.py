"""Marks and their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.corpus.formats.song import Song
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.lyrics.marks import KINDS
from geetkar.corpus.lyrics.singing import FORMS

REFRAIN = "nadii kinaare diip jale\nraat suhaanii dhiire chale"


def lyrics(body, singers=("Sita Rao", "Gita Devi")):
    return clean(Song("1", singers=singers, body=body))


def marks(body, kind, **options):
    return [mark for mark in lyrics(f"{REFRAIN}\n\n{body}", **options).marks if mark.kind == kind]


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
        (r"nadii kinaare \threedots", "elision", "diip jale"),
        (r"nadii kinaare diip jale \threedots", "elision", "raat suhaanii dhiire chale"),
        (r"nadii \threedots", "elision", "kinaare diip jale"),
        (r"nadii raanii \threedots", "fragment", "nadii raanii"),
        (r"koyal \threedots", "pause", ""),
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


def test_a_translation_is_after_the_line_above_it():
    (comment,) = marks("koyal bole\n% (a bird calls)\nnaav chale", "comment")
    assert (comment.line, comment.word) == (2, 2)


def test_another_comment_alone_on_its_line_is_before_the_line_below_it():
    (comment,) = marks("koyal bole\n% second part\nnaav chale", "comment")
    assert (comment.line, comment.word) == (3, 0)


def test_a_repeat_reaches_from_bracket_to_bracket():
    (repeat,) = marks(r"koyal ( bole bagiyaa" + "\n" + r"mahake ) \-2 pavan", "repeat")
    assert (repeat.line, repeat.word, repeat.to_line, repeat.to_word) == (2, 1, 3, 1)


def test_a_bare_repeat_means_its_line():
    (repeat,) = marks(r"koyal bole \-2", "repeat")
    assert (repeat.line, repeat.word, repeat.to_line, repeat.to_word) == (2, 0, 2, 2)


def test_repeated_lines_are_marked():
    refrains = marks(r"nadii kinaare \threedots" + "\nkoyal bole", "refrain")
    assert [mark.line for mark in refrains] == [0, 2]


def test_an_elision_reaches_over_the_words_that_it_adds():
    (elision,) = marks(r"nadii kinaare \threedots", "elision")
    assert (elision.line, elision.word, elision.to_line, elision.to_word) == (2, 2, 2, 4)


def test_an_elision_reaches_over_the_lines_that_it_adds():
    (elision,) = marks(r"nadii kinaare diip jale \threedots", "elision")
    assert (elision.line, elision.word, elision.to_line, elision.to_word) == (2, 4, 3, 4)


def test_a_repeat_that_is_written_out_reaches_over_all_its_words():
    body = f"{REFRAIN}\n\n" + r"koyal ( bole ) \-3 re"
    (repeat,) = [mark for mark in clean(Song("1", body=body), repeats="expand").marks if mark.kind == "repeat"]
    assert (repeat.line, repeat.word, repeat.to_line, repeat.to_word) == (2, 1, 2, 4)


pieces = st.lists(
    st.sampled_from(["dil", "bole", "(", ")", r"\-2", r"\threedots", "\n", "\n\n", "##a##", "% x\n", "gii: ", "3. "]),
    max_size=60,
).map(" ".join)


@pytest.mark.parametrize("repeats", FORMS)
@given(body=pieces)
def test_every_mark_is_in_the_song(repeats, body):
    song = clean(Song("1", body=f"{REFRAIN}\n\n{body}"), repeats=repeats)
    lengths = [len(line.split()) for verse in song.verses for line in verse]
    for mark in song.marks:
        assert mark.kind in KINDS
        for line, word in ((mark.line, mark.word), (mark.to_line, mark.to_word)):
            assert (line == len(lengths) and word == 0) or word <= lengths[line]


@given(pieces)
def test_a_song_as_sung_has_only_written_words(body):
    forms = [clean(Song("1", body=f"{REFRAIN}\n\n{body}"), repeats=repeats) for repeats in FORMS]
    kept, *others = ({word for verse in form.verses for line in verse for word in line.split()} for form in forms)
    assert all(words <= kept for words in others)
