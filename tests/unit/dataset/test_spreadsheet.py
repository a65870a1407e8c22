"""The data set's table for spreadsheets."""

import csv

import pandas as pd
import pytest
from processor_time import takes_linear_time
from small_release import release

from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.dataset.spreadsheet import MOST_CHARACTERS, cell
from geetkar.dataset.tables import schema_of
from geetkar.workflow.song_scripts import HINDI_SCRIPTS


def read_csv(folder):
    with (folder / "songs.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_has_one_row_per_song_with_its_split(released):
    rows = read_csv(released)
    assert [(row["song"], row["split"], row["reason"]) for row in rows] == [
        ("1", "train", ""),
        ("2", "train", ""),
        ("3", "validation", ""),
        ("4", "test", ""),
        ("5", "set_aside", "version"),
        ("6", "set_aside", "language"),
    ]


def test_the_csv_shows_lists_with_commas_and_lyrics_in_lines(released):
    first, second, *_ = read_csv(released)
    assert (first["year"], second["year"], first["singers"], first["composers"]) == (
        "",
        "1962",
        "Sita Rao, Gita Rao",
        "",
    )
    assert first["lyrics_itrans"] == "nadii kinaare\ndiip jale\n\nraat suhaanii"
    assert first["lyrics_devanagari"].splitlines()[0] == write_in_script("nadii kinaare", "devanagari")


def test_the_csv_has_all_columns_but_the_marks(released):
    header = list(read_csv(released)[0])
    assert header[:2] == ["song", "split"]
    assert sorted(header) == sorted([*(name for name in schema_of(HINDI_SCRIPTS).names if name != "marks"), "split"])


def test_the_csv_opens_in_excel(released):
    content = (released / "songs.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsong,split,")
    assert content.count(b"\r\n") == 7 and content.endswith(b"\r\n")


def test_pandas_reads_the_csv(released):
    frame = pd.read_csv(released / "songs.csv", dtype={"song": str})
    assert frame["song"].tolist() == list("123456")
    assert frame["lyrics_roman"][0].count("\n") == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", '"=', "\xa0@"])
def test_no_cell_is_computed(start, tmp_path):
    title = f'{start}HYPERLINK("http://a","b")'
    made = release(tmp_path, changes={"title": title, "singers": [title, "x"]})
    row = read_csv(made)[0]
    assert (row["title"], row["singers"]) == (f"'{title}", f"'{title}, x")


@pytest.mark.parametrize("separator", [";", ",", "\t", "\n"])
def test_no_cell_is_computed_with_another_separator(separator):
    assert cell(f"nadii{separator} =1+1") == f"nadii{separator}' =1+1"


@pytest.mark.parametrize("text", ["a=b", "dil - jaan", "1961-62", "ek@do", "a+b", "kyaa; na.n"])
def test_text_that_is_not_a_formula_is_unchanged(text):
    assert cell(text) == text


@pytest.mark.parametrize("piece", ["\t", "; ", ' "', "="])
def test_a_hostile_cell_is_written_in_linear_time(piece):
    assert takes_linear_time(lambda times: cell(piece * times), 50_000)


@pytest.mark.parametrize("piece", ["\t", "; ", ' "', "="])
def test_a_hostile_cell_is_no_longer_than_excel_allows(piece):
    assert len(cell(piece * 50_000)) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("दि" * 16_383 + "ल", MOST_CHARACTERS),
        ("दि" * 16_384, MOST_CHARACTERS),
        ("nadii\n" * 6_000, 6 * 5_461 + 1),
        ("🎵" * 16_384, 16_384),
    ],
)
def test_a_cell_is_no_longer_than_excel_allows(text, length):
    shown = cell(text)
    assert len(shown) == length
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))
    assert len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
