"""The tables of the data set, read with the libraries of its users."""

import hashlib
import json

import datasets
import pyarrow.dataset
import pytest
from small_release import MARK, TABLES, release, song

from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.dataset.tables import schema_of
from geetkar.workflow.song_scripts import HINDI_SCRIPTS


def test_the_datasets_library_finds_the_splits(loaded):
    assert {name: table["song"][:] for name, table in loaded.items()} == {
        "train": ["1", "2"],
        "validation": ["3"],
        "test": ["4"],
    }


def test_the_datasets_library_finds_the_songs_set_aside(released, tmp_path):
    others = datasets.load_dataset(str(released), "set_aside", cache_dir=str(tmp_path))["train"]
    assert list(zip(others["song"], others["reason"], strict=True)) == [("5", "version"), ("6", "language")]


@pytest.mark.parametrize("script", ["itrans", "roman", "devanagari"])
def test_lyrics_are_verses_of_lines_in_each_script(script, loaded):
    verses = loaded["train"][0][f"lyrics_{script}"]
    assert verses == [[write_in_script(line, script) for line in verse] for verse in song(1)["verses"]]


@pytest.mark.parametrize(
    ("script", "line"), [("itrans", "meraa pen"), ("roman", "mera pen"), ("devanagari", "मेरा pen")]
)
def test_english_words_are_in_latin_letters_in_each_script(script, line, tmp_path):
    mark = {**MARK, "kind": "english", "word": 1, "to_word": 2, "text": "Pen"}
    made = release(tmp_path, changes={"verses": [["meraa pen"]], "marks": [mark]})
    first = json.loads((made / "jsonl/train.jsonl").read_text().splitlines()[0])
    assert (first[f"lyrics_{script}"], first["marks"]) == ([[line]], [mark])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("file", "nadii 2.isb.txt"),
        ("year", 1962),
        ("cast", ["Ek Nayak"]),
        ("singers", ["Sita Rao", "Gita Rao"]),
        ("marks", [MARK]),
        ("roles", ["mukhda", ""]),
        ("film_variants", ["Nadii"]),
        ("non_film", False),
        ("remarks", ["singer: Sita Rao (live)"]),
        ("source_url", "http://a/2"),
        ("duplicate_cluster", "2"),
        ("language", "hindi"),
    ],
)
def test_a_song_keeps_its_fields(column, value, loaded):
    assert loaded["train"][1][column] == value


def test_the_contributors_names_are_not_published(loaded):
    published = json.dumps(loaded["train"][0])
    assert "Ek Lekhak" not in published and "Ek Pathak" not in published


@pytest.mark.parametrize("table", TABLES)
def test_the_json_lines_have_the_same_rows(table, released):
    lines = [json.loads(line) for line in (released / f"jsonl/{table}.jsonl").read_text().splitlines()]
    rows = datasets.Dataset.from_parquet(str(released / f"data/{table}.parquet"), cache_dir=str(released.parent / "hf"))
    assert rows.to_list() == lines
    assert all(list(line) == schema_of(HINDI_SCRIPTS).names for line in lines)


def test_all_tables_have_one_schema(released):
    files = sorted((released / "data").glob("*.parquet"))
    assert [pyarrow.dataset.dataset(file).schema for file in files] == [schema_of(HINDI_SCRIPTS)] * len(TABLES)


def test_all_tables_can_be_read_as_one(released):
    songs = pyarrow.dataset.dataset(released / "data").to_table().to_pylist()
    assert {row["song"]: row["reason"] for row in songs} == {
        **dict.fromkeys("1234"),
        "5": "version",
        "6": "language",
    }


@pytest.mark.parametrize("column", ["source_url", "fetched_at"])
def test_songs_of_a_folder_have_no_source(column, of_a_folder):
    assert {row[column] for row in pyarrow.dataset.dataset(of_a_folder / "data").to_table().to_pylist()} == {None}


def test_songs_of_a_site_have_the_time_of_their_download(loaded):
    assert loaded["validation"]["fetched_at"][:] == ["2000-01-03T00:00:00+00:00"]


def test_the_datasets_library_reads_a_folder_with_nothing_set_aside(of_a_folder, tmp_path):
    assert datasets.get_dataset_config_names(str(of_a_folder), cache_dir=str(tmp_path)) == ["songs"]
    tables = datasets.load_dataset(str(of_a_folder), cache_dir=str(tmp_path))
    assert {name: table["song"][:] for name, table in tables.items()} == {
        "train": ["1", "2", "5", "6"],
        "validation": ["3"],
        "test": ["4"],
    }


def test_the_checksums_are_those_of_the_files(released):
    sums = dict(reversed(line.split("  ")) for line in (released / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(released).as_posix(): path for path in released.rglob("*") if path.is_file()}
    found = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert sums == {name: value for name, value in found.items() if name != "SHA256SUMS"}


def test_two_releases_have_the_same_bytes(released, tmp_path):
    assert (release(tmp_path) / "SHA256SUMS").read_bytes() == (released / "SHA256SUMS").read_bytes()
