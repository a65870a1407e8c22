"""The draw of an audit: which songs, and how a file's lines are aligned with those that were read."""

import json

import pandas as pd
import pytest
from processor_time import takes_linear_time

from geetkar.corpus.audit import align, choose_songs, raw_text, rows_of_draw
from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Origin, Reading, Song
from geetkar.corpus.lyrics.cleaning import clean

SCRIPTS = ["itrans", "roman", "devanagari"]
RAW = r"""\startsong
\stitle{nadii kinaare diip jale}%
\film{Namuunaa}%
\singer{Lata}%
% Contributor: nobody
\printtitle
#indian
%
lataa: nadii kinaare diip jale
raat suhaanii aa_ii re \-2
% a river at night

nadii \threedots
#endindian
\endsong"""


def song_of(raw, **changes):
    """Return the row of the songs table for a file with one song."""
    (read,) = isb.read("7", raw)
    lyrics = clean(read)
    marks = [vars(mark) for mark in lyrics.marks]
    origin = {"song": "7", "file": "7.isb.txt", "sha256": "ab", "url": None, "fetched_at": None}
    return {
        **origin,
        "title": read.title,
        "singers": list(read.singers),
        "verses": lyrics.verses,
        "marks": marks,
        **changes,
    }


@pytest.fixture
def row():
    (row,) = rows_of_draw([song_of(RAW)], {"7": RAW}, seed=3, scripts=SCRIPTS)
    return row


def pairs_of(row):
    return [(each["raw"], each["text"]) for each in row["rows"]]


SONGS = pd.DataFrame({"song": [str(number) for number in range(100)]})


def test_a_seed_draws_the_same_songs_again():
    assert choose_songs(SONGS, 10, seed=1) == choose_songs(SONGS[::-1], 10, seed=1)


def test_another_seed_draws_other_songs():
    assert choose_songs(SONGS, 10, seed=1) != choose_songs(SONGS, 10, seed=2)


def test_a_larger_draw_has_the_songs_of_a_smaller_one():
    assert choose_songs(SONGS, 10, seed=1) < choose_songs(SONGS, 20, seed=1)


def test_a_small_corpus_is_drawn_whole():
    assert choose_songs(SONGS, 1000, seed=1) == set(SONGS["song"])


def test_the_lines_of_the_header_are_apart(row):
    assert row["header"][-1] == "#indian" and len(row["header"]) == 7


def test_a_title_that_is_the_first_line_is_not_taken_for_it(row):
    assert "\\stitle{nadii kinaare diip jale}%" in row["header"]


def test_a_line_is_next_to_what_was_read_from_it(row):
    assert ("raat suhaanii aa_ii re \\-2", "raat suhaanii aa_ii re") in pairs_of(row)


def test_an_abbreviated_line_is_next_to_its_line():
    assert align(["nadii kinaare diip", "raat", r"nadii \threedots"], ["nadii kinaare diip", "nadii kinaare diip"]) == [
        (0, 0),
        (1, None),
        (2, 1),
    ]


def test_a_line_that_the_file_does_not_write_out_is_alone(row):
    pairs = align([r"nadii \threedots", "", "kal aanaa"], ["nadii kinaare", "raat suhaanii", "kal aanaa"])
    assert pairs == [(0, 0), (None, 1), (1, None), (2, 2)]


def test_an_abbreviated_line_is_next_to_the_first_line_of_a_passage_that_ends_as_it_begins():
    pairs = align(["", r"nadii \threedots"], ["nadii kinaare", "raat suhaanii", "nadii kinaare"])
    assert pairs == [(0, None), (1, 0), (None, 1), (None, 2)]


def test_what_is_not_sung_is_alone(row):
    assert ("% a river at night", None) in pairs_of(row)


def test_every_line_of_the_file_is_in_the_row(row):
    assert [*row["header"], *(each["raw"] for each in row["rows"] if each["raw"] is not None)] == RAW.split("\n")


def test_every_line_that_was_read_is_in_the_row(row):
    assert [each["line"] for each in row["rows"] if each["line"] is not None] == list(range(row["lines"]))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("नदी किनारे दीप जले", "nadii kinaare diip jale"),
        ("nadi kinare dip jale", "nadii kinaare diip jale"),
        ("#Darling# nadii kinaare", "darling nadii kinaare"),
        ("I don't know, nadii", "i dont know nadii"),
        ("the river flows", "the river flows"),
    ],
)
def test_a_line_is_found_in_any_script(written, read):
    assert align(["raat suhaanii aa_ii re", written], [read]) == [(0, None), (1, 0)]


def reading(raw, body):
    return Reading(Origin("a", None, None, "", "utf-8"), "7", Song("7", body=body), raw)


def test_a_file_with_other_line_ends_is_shown_line_by_line():
    assert raw_text(reading("nadii\r\nraat\r\n", "nadii\nraat\n")) == "nadii\nraat\n"


def test_a_song_in_one_line_of_a_table_is_followed_by_its_lines():
    assert raw_text(reading('{"lyrics": "nadii\\nraat"}\n', "nadii\nraat")).split("\n")[-2:] == ["nadii", "raat"]


def test_a_line_is_written_in_each_script(row):
    first = next(each for each in row["rows"] if each["line"] == 0)
    assert first["scripts"] == {
        "itrans": "nadii kinaare diip jale",
        "roman": "nadi kinaare dip jale",
        "devanagari": "नदी किनारे दीप जले",
    }


def test_english_words_are_the_same_in_every_script():
    mark = {"kind": "english", "line": 0, "word": 1, "to_line": 0, "to_word": 2, "text": "Pen"}
    song = song_of(RAW, verses=[["meraa pen", "kho gayaa"]], marks=[mark])
    (row,) = rows_of_draw([song], {"7": "meraa pen"}, seed=3, scripts=["devanagari"])
    assert row["rows"][0]["scripts"] == {"devanagari": "मेरा pen"}


def test_songs_in_any_language_are_as_they_are_written():
    song = song_of(RAW, verses=[["The river,", "the hill"]], marks=[])
    (row,) = rows_of_draw([song], {"7": "The river,"}, seed=3, scripts=["as_written"])
    assert row["rows"][0]["scripts"] == {"as_written": "The river,"}


def test_a_line_has_the_marks_that_begin_in_it(row):
    marks = {each["line"]: [mark["kind"] for mark in each["marks"]] for each in row["rows"] if each["marks"]}
    assert "cue" in marks[0] and "repeat" in marks[1]


def test_a_mark_after_the_last_line_is_with_the_last_line():
    song = song_of(RAW)
    after = {"kind": "note", "line": len(RAW), "word": 0, "to_line": len(RAW), "to_word": 0, "text": "end"}
    (row,) = rows_of_draw([{**song, "marks": [after]}], {"7": RAW}, seed=3, scripts=SCRIPTS)
    assert [each["line"] for each in row["rows"] if each["marks"]] == [row["lines"] - 1]


def draw_of(song, raw=RAW):
    (row,) = rows_of_draw([song], {"7": raw}, seed=3, scripts=SCRIPTS)
    return row["draw"]


def test_the_same_reading_is_the_same_draw():
    assert draw_of(song_of(RAW)) == draw_of(song_of(RAW, fetched_at="2024-01-01"))


@pytest.mark.parametrize("changes", [{"title": "raat"}, {"marks": []}, {"verses": [["nadii kinaare", "diip jale"]]}])
def test_another_reading_is_another_draw(changes):
    assert draw_of(song_of(RAW)) != draw_of({**song_of(RAW), "marks": [], "title": "", **changes})


def test_a_song_of_too_many_lines_is_paired_by_number():
    assert align(["a"] * 3, ["b"] * 100_000)[2:4] == [(2, 2), (None, 3)]


@pytest.mark.parametrize("piece", ["\n", "nadii\n", "a", "\\a", "#"])
def test_a_hostile_file_is_aligned_in_linear_time(piece):
    song = song_of(RAW)

    def align_file(characters):
        rows_of_draw([song], {"7": piece * (characters // len(piece))}, seed=1, scripts=SCRIPTS)

    assert takes_linear_time(align_file, 100_000)


def test_a_row_is_json(row):
    assert json.loads(json.dumps(row)) == row
