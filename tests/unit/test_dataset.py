"""The released data set, read as its users will read it."""

import hashlib
import json
from pathlib import Path

import datasets
import mlcroissant
import pytest

import release_dataset
from geetkar.dataset.tables import CODES, COLUMNS
from geetkar.lyrics.itrans import write_in_script
from geetkar.lyrics.languages import FUNCTION_WORDS
from geetkar.lyrics.songs_table import DUPLICATES, LANGUAGES, SONGS, SPLITS, write_rows

TABLES = ["train", "validation", "test", "set_aside"]
SUMMARY = {
    "files": 7,
    "songs": 6,
    "rejected": {"not_isb": 1},
    "duplicates": 1,
    "other_languages": 1,
    "splits": {"train": 2, "val": 1, "test": 1},
    "lines": 12,
    "words": 48,
    "distinct_words_as_written": 20,
    "distinct_words_as_spelled": 18,
    "languages": {"hindi": 5, "punjabi": 1},
    "round_trip_failures": 0,
    "similarity": 0.6,
    "elisions": 4,
    "elisions_resolved": 3,
    "quirks": {"field missing: year": 2},
}
MARK = {"kind": "cue", "line": 0, "word": 0, "to_line": 0, "to_word": 0, "text": "Sita Rao"}


def song(number):
    return {
        "song": str(number),
        "file": f"nadii {number}.isb.txt",
        "url": f"http://a/{number}",
        "fetched_at": f"2000-01-0{number}T00:00:00+00:00",
        "sha256": "0" * 64,
        "encoding": "ascii",
        "title": f"nadii {number}",
        "film": "Namuunaa",
        "year": None if number == 1 else 1960 + number,
        "starring": ["Ek Nayak"],
        "singers": ["Sita Rao", "Gita Rao"],
        "composers": [],
        "lyricists": ["Ek Gitkar"],
        "contributor": "Ek Lekhak",
        "transliterator": "",
        "editor": "",
        "remarks": [],
        "quirks": [],
        "marks": [MARK],
        "verses": [["nadii kinaare", "diip jale"], [f"raat {'suhaanii ' * number}".strip()]],
    }


def release(folder, repeats="drop"):
    """Release six songs: four in splits, a version and one in another language."""
    for name in ("data", "jsonl"):
        (folder / "dataset" / name).mkdir(parents=True)
    inputs = {name: str(folder / name) for name in ("songs", "duplicates", "languages", "splits", "summary")}
    write_rows(inputs["songs"], map(song, range(1, 7)), SONGS)
    kept = {number: 1 if number == 5 else number for number in range(1, 7)}
    versions = [
        {"song": str(one), "cluster": str(other), "kept": one == other, "similarity": 1.0}
        for one, other in kept.items()
    ]
    write_rows(inputs["duplicates"], versions, DUPLICATES)
    spoken = [{"song": str(each), "language": "punjabi" if each == 6 else "hindi"} for each in kept]
    write_rows(inputs["languages"], spoken, LANGUAGES)
    splits = zip("1234", ["train", "train", "val", "test"], strict=True)
    write_rows(inputs["splits"], ({"song": each, "split": split} for each, split in splits), SPLITS)
    Path(inputs["summary"]).write_text(json.dumps(SUMMARY))
    made = folder / "dataset"
    release_dataset.main(
        inputs,
        {table: str(made / f"data/{table}.parquet") for table in TABLES},
        {table: str(made / f"jsonl/{table}.jsonl") for table in TABLES},
        {
            "card": str(made / "README.md"),
            "croissant": str(made / "croissant.json"),
            "checksums": str(made / "SHA256SUMS"),
        },
        repeats,
        ["hindi", "punjabi"],
    )
    return made


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def loaded(released, tmp_path_factory):
    return datasets.load_dataset(str(released), cache_dir=str(tmp_path_factory.mktemp("cache")))


def test_the_datasets_library_finds_the_splits(loaded):
    assert {name: table["song"][:] for name, table in loaded.items()} == {
        "train": ["1", "2"],
        "validation": ["3"],
        "test": ["4"],
    }


def test_the_datasets_library_finds_what_was_set_aside(released, tmp_path):
    others = datasets.load_dataset(str(released), "set_aside", cache_dir=str(tmp_path))["train"]
    assert list(zip(others["song"], others["reason"], strict=True)) == [("5", "version"), ("6", "language")]


@pytest.mark.parametrize("script", ["itrans", "roman", "devanagari"])
def test_lyrics_are_verses_of_lines_in_each_script(script, loaded):
    verses = loaded["train"][0][f"lyrics_{script}"]
    assert verses == [[write_in_script(line, script) for line in verse] for verse in song(1)["verses"]]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("file", "nadii 2.isb.txt"),
        ("year", 1962),
        ("cast", ["Ek Nayak"]),
        ("singers", ["Sita Rao", "Gita Rao"]),
        ("marks", [MARK]),
        ("source_url", "http://a/2"),
        ("duplicate_cluster", "2"),
        ("language", "hindi"),
    ],
)
def test_a_song_keeps_what_is_known_of_it(column, value, loaded):
    assert loaded["train"][1][column] == value


def test_people_who_typed_the_songs_are_not_published(loaded):
    assert "Ek Lekhak" not in json.dumps(loaded["train"][0])


@pytest.mark.parametrize("table", TABLES)
def test_the_json_lines_hold_the_same_rows(table, released):
    lines = [json.loads(line) for line in (released / f"jsonl/{table}.jsonl").read_text().splitlines()]
    rows = datasets.Dataset.from_parquet(str(released / f"data/{table}.parquet"), cache_dir=str(released.parent / "hf"))
    assert rows.to_list() == lines


def test_the_metadata_is_accepted_by_its_validator(released, monkeypatch):
    monkeypatch.chdir(released)
    assert mlcroissant.Dataset(jsonld="croissant.json").metadata.issues.report() == ""


def test_the_metadata_leads_to_the_records(released, monkeypatch):
    monkeypatch.chdir(released)
    (record,) = mlcroissant.Dataset(jsonld="croissant.json").records("validation")
    assert (record["validation/song"], record["validation/year"]) == (b"3", 1963)


def test_the_checksums_are_those_of_the_files(released):
    sums = dict(reversed(line.split("  ")) for line in (released / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(released).as_posix(): path for path in released.rglob("*") if path.is_file()}
    found = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert sums == {name: value for name, value in found.items() if name != "SHA256SUMS"}


@pytest.mark.parametrize(
    "part", ["for private study, scholarship, or research", "## Known faults", "`lyrics_devanagari`"]
)
def test_the_card_says_what_a_user_must_know(part, released):
    assert part in (released / "README.md").read_text()


def test_card_and_metadata_name_the_languages(released):
    assert "language: [hi, ur, pa]" in (released / "README.md").read_text()
    assert json.loads((released / "croissant.json").read_text())["inLanguage"] == ["hi", "ur", "pa"]


def test_every_language_has_its_code():
    assert set(CODES) == set(FUNCTION_WORDS)


def test_the_card_explains_every_column(released):
    card = (released / "README.md").read_text()
    assert all(f"| `{name}` | {meaning} |" in card for name, _, meaning in COLUMNS)


def test_two_releases_have_the_same_bytes(released, tmp_path):
    assert (release(tmp_path) / "SHA256SUMS").read_bytes() == (released / "SHA256SUMS").read_bytes()


def test_lyrics_as_they_are_sung_have_no_marks(tmp_path):
    lines = (release(tmp_path, repeats="expand") / "jsonl/train.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["marks"] == []
