"""Songs in tables."""

import json

import pandas as pd
import pytest

from geetkar.corpus.formats import table
from geetkar.corpus.formats.song import Rejected
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile
from geetkar.workflow.errors import InputError

KEYS = ("lyrics", "title", "film", "year", "singers", "composers", "lyricists")
SETTINGS = {"folder": None, "files": (), "format": "table", "separator": None, "script": "auto", "language": "hindi"}
ROWS = [
    {"title": "Nadi", "year": 1951, "singers": "Ek Gayak, Ek Gayika", "lyrics": "Nadi kinare\nDeep jale"},
    {"title": "Raat", "year": None, "singers": "", "lyrics": "Raat suhani\n\nBadal aaye, jaaye"},
]


def readings(folder, content, name="songs.csv", **columns):
    if content is not None:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    songs = Songs(**SETTINGS, columns=dict.fromkeys(KEYS) | columns)
    return list(table.read(SourceFile(folder / name, name), songs))


def write(folder, name):
    """Write `ROWS` as a table."""
    rows = pd.DataFrame(ROWS).astype({"year": "Int64"})
    path = folder / name
    match path.suffix:
        case ".csv":
            rows.to_csv(path, index=False)
        case ".tsv":
            rows.to_csv(path, index=False, sep="\t")
        case ".jsonl":
            rows.to_json(path, orient="records", lines=True)
        case ".parquet":
            rows.to_parquet(path)


@pytest.mark.parametrize("name", ["songs.csv", "songs.tsv", "songs.jsonl", "songs.parquet"])
def test_all_formats_give_the_same_songs(name, tmp_path):
    write(tmp_path, name)
    first, second = readings(tmp_path, None, name)
    assert (first.song, second.song) == ("songs.1", "songs.2")
    assert (first.found.title, first.found.year, first.found.singers) == ("Nadi", 1951, ("Ek Gayak", "Ek Gayika"))
    assert (second.found.title, second.found.year, second.found.singers) == ("Raat", None, ())
    assert [each.found.body for each in (first, second)] == [row["lyrics"] for row in ROWS]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_separator_and_the_encoding_of_a_csv_are_recognized(separator, encoding, tmp_path):
    pd.DataFrame(ROWS).to_csv(tmp_path / "songs.csv", index=False, sep=separator, encoding=encoding)
    assert [each.found.title for each in readings(tmp_path, None)] == ["Nadi", "Raat"]


def test_columns_can_have_other_names(tmp_path):
    content = "Gaana,Bol,Saal\nNadi,Nadi kinare,1951.0\n"
    (reading,) = readings(tmp_path, content, lyrics="Bol", title="Gaana", year="Saal")
    assert (reading.found.title, reading.found.body, reading.found.year) == ("Nadi", "Nadi kinare", 1951)


@pytest.mark.parametrize("name", ["songs.csv", "songs.jsonl", "songs.parquet"])
def test_a_column_that_is_missing_is_named_with_the_columns_there_are(name, tmp_path):
    write(tmp_path, name)
    message = "songs.columns.lyrics.*has no column 'Lyric'; did you mean 'lyrics'. its columns are 'title', 'year'"
    with pytest.raises(InputError, match=message):
        readings(tmp_path, None, name, lyrics="Lyric")


def test_a_column_that_is_not_configured_may_be_missing(tmp_path):
    (reading,) = readings(tmp_path, "lyrics\nNadi kinare\n")
    assert (reading.found.title, reading.found.film) == ("Nadi kinare", "")


def test_a_column_that_is_configured_may_not_be_missing(tmp_path):
    with pytest.raises(InputError, match=r"songs.columns.film.*'Movie'"):
        readings(tmp_path, "lyrics\nNadi kinare\n", film="Movie")


def test_line_breaks_may_be_typed_out_in_a_cell_without_line_breaks(tmp_path):
    content = '"lyrics"\n"Nadi kinare\\nDeep jale\\n\\nRaat"\n"Nadi\n\\nkinare"\n'
    assert [each.found.body for each in readings(tmp_path, content)] == [
        "Nadi kinare\nDeep jale\n\nRaat",
        "Nadi\n\\nkinare",
    ]


@pytest.mark.parametrize(
    ("lyrics", "body"),
    [(["ek", "do"], "ek\ndo"), ([["ek", "do"], ["tiin"]], "ek\ndo\n\ntiin"), ("ek\r\ndo", "ek\ndo")],
)
def test_lyrics_may_be_lists_of_lines_or_of_verses(lyrics, body, tmp_path):
    (reading,) = readings(tmp_path, json.dumps({"lyrics": lyrics, "singers": ["Ek Gayak"]}), "songs.jsonl")
    assert (reading.found.body, reading.found.singers) == (body, ("Ek Gayak",))


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ('"a\\ud800 b"', "a b"),
        ('"a\\u0007"', "a"),
        ("7", "7"),
        ("NaN", "Nadi"),
        ("true", "True"),
        ('{"a": 1}', "{'a': 1}"),
    ],
)
def test_any_title_becomes_a_line_of_text(title, read, tmp_path):
    (reading,) = readings(tmp_path, f'{{"lyrics": "Nadi", "title": {title}}}', "songs.jsonl")
    assert reading.found.title == read


def test_an_uncertain_year_is_kept_as_a_remark(tmp_path):
    (reading,) = readings(tmp_path, "lyrics,year\nNadi,195?\n")
    assert (reading.found.year, reading.found.remarks) == (None, ("year: 195?",))


@pytest.mark.parametrize(
    ("name", "content", "reason", "detail", "line"),
    [
        ("songs.csv", "title,lyrics\nNadi\nx,ek\n", "bad_row", "line 2: 1 fields, but the header has 2", 2),
        ("songs.csv", "title,lyrics\nNadi,ek,do\nx,ek\n", "bad_row", "line 2: 3 fields", 2),
        ("songs.csv", 'title,lyrics\n"N\nx",ek,do\nx,ek\n', "bad_row", "lines 2 to 3: 3 fields", 2),
        ("songs.csv", 'title,lyrics\n\nNadi,""\nx,ek\n', "no_lyrics", "empty", 3),
        ("songs.csv", "title,lyrics\nNadi,ek\x01do\nx,ek\n", "not_text", "U+0001", 2),
        ("songs.jsonl", '{"lyrics": "ek\n{"lyrics": "ek"}', "bad_row", "line 1 is not JSON", 1),
        ("songs.jsonl", '["ek"]\n{"lyrics": "ek"}', "bad_row", "line 1 is not a JSON object", 1),
        ("songs.jsonl", "[" * 100_000 + '\n{"lyrics": "ek"}', "bad_row", "line 1 is not JSON", 1),
        ("songs.jsonl", '{"lyrics": 7}\n{"lyrics": "ek"}', "bad_row", "neither a text nor a list", 1),
        ("songs.jsonl", '{"lyrics": [["a"], "b"]}\n{"lyrics": "ek"}', "bad_row", "neither a text", 1),
        ("songs.jsonl", '{"lyrics": null}\n{"lyrics": "ek"}', "no_lyrics", "empty", 1),
        ("songs.jsonl", '{"lyrics": "\\ud800"}\n{"lyrics": "ek"}', "not_text", "U+D800", 1),
    ],
)
def test_a_bad_row_is_rejected_with_its_line_and_the_others_are_read(name, content, reason, detail, line, tmp_path):
    bad, good = readings(tmp_path, content, name)
    assert isinstance(bad.found, Rejected)
    assert (bad.found.reason, bad.line) == (reason, line)
    assert detail in bad.found.detail
    assert good.found.body == "ek"


@pytest.mark.parametrize("row", ['Raat,"do\nx,tiin\nx,chaar', 'Raat,"do"chaar"', 'Raat,"do "chaar" paa.Nch"'])
def test_a_row_with_a_wrong_quote_is_rejected(row, tmp_path):
    first, second = readings(tmp_path, f"title,lyrics\nNadi,ek\n{row}\n")
    assert first.found.body == "ek"
    assert (second.found.reason, second.line) == ("bad_row", 3)
    assert "is a quote not closed" in second.found.detail


def test_a_cell_without_an_end_is_rejected_and_rows_after_it_are_read(tmp_path):
    found = readings(tmp_path, 'title,lyrics\nNadi,"' + "dil \n" * 300_000 + 'x"\nRaat,do\n')
    assert found[0].found.reason == "bad_row"
    assert found[-1].found.body == "do"


@pytest.mark.parametrize("name", ["songs.csv", "songs.jsonl"])
def test_a_line_without_an_end_is_not_read_as_a_whole(name, tmp_path, monkeypatch):
    monkeypatch.setattr(table, "LARGEST_CELL", 100)
    monkeypatch.setattr(table, "LONGEST_LINE", 1_000)
    first = {"songs.csv": "lyrics\nek\n", "songs.jsonl": '{"lyrics": "ek"}\n'}[name]
    found = readings(tmp_path, first + "x" * 5_000, name)
    assert found[0].found.body == "ek"
    assert {each.found.reason for each in found[1:]} == {"bad_row"}
    assert max(len(each.raw) for each in found) <= 1_000


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no table at all"])
def test_a_damaged_parquet_file_stops_the_run_with_its_name(content, tmp_path):
    with pytest.raises(InputError, match=r"songs\.parquet cannot be read as a Parquet file"):
        readings(tmp_path, content, "songs.parquet")


@pytest.mark.parametrize("name", ["songs.csv", "songs.jsonl"])
def test_an_empty_table_has_no_songs(name, tmp_path):
    assert readings(tmp_path, "\n", name) == []
