"""The data set, read with the libraries of its users."""

import csv
import hashlib
import json
import re
from pathlib import Path

import datasets
import mlcroissant
import pandas as pd
import pyarrow.dataset
import pytest
import yaml
from huggingface_hub import DatasetCard

import release_dataset
from geetkar.corpus.itrans import write_in_script
from geetkar.corpus.languages import FUNCTION_WORDS
from geetkar.corpus.tables import DUPLICATES, LANGUAGES, SONGS, SPLITS, table_of, write_table
from geetkar.dataset.licences import croissant_licence, hub_fields
from geetkar.dataset.spreadsheet import MOST_CHARACTERS, cell
from geetkar.dataset.tables import CODES, COLUMNS, SCHEMA

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
NOTHING = dict.fromkeys(("name", "description", "licence", "url", "citation"))
DESCRIPTION = {
    "name": "Songs of a river",
    "description": "Songs that boatmen sing.",
    "licence": "MIT",
    "url": "https://example.org/songs",
    "citation": "Sita Rao: Songs of a river.",
}
NOTICE = "The lyrics are the property of their owners."
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


def release(folder, repeats="drop", description=DESCRIPTION, notice=NOTICE, changes=(), kept_songs="1234"):
    """Release six songs of a site: four in splits, a version and one in another language.

    Without a `notice` they are those of a folder; `changes` go over the first song, `kept_songs` into the splits.
    """
    for name in ("data", "jsonl"):
        (folder / "dataset" / name).mkdir(parents=True)
    inputs = {name: str(folder / name) for name in ("verdict", "songs", "duplicates", "languages", "splits", "summary")}
    Path(inputs["verdict"]).write_text(json.dumps({"notice": notice}))
    origin = {} if notice else {"url": None, "fetched_at": None}
    first, *others = ({**song(number), **origin} for number in range(1, 7))
    write_table(inputs["songs"], table_of([{**first, **dict(changes)}, *others], SONGS), SONGS)
    kept = {number: 1 if number == 5 else number for number in range(1, 7)}
    versions = [
        {"song": str(one), "cluster": str(other), "kept": one == other, "similarity": 1.0}
        for one, other in kept.items()
    ]
    write_table(inputs["duplicates"], table_of(versions, DUPLICATES), DUPLICATES)
    spoken = [{"song": str(each), "language": "punjabi" if each == 6 else "hindi"} for each in kept]
    write_table(inputs["languages"], table_of(spoken, LANGUAGES), LANGUAGES)
    splits = zip(kept_songs, ["train", "train", "val", "test", "train", "train"], strict=False)
    write_table(inputs["splits"], table_of(({"song": each, "split": split} for each, split in splits), SPLITS), SPLITS)
    Path(inputs["summary"]).write_text(json.dumps(SUMMARY))
    made = folder / "dataset"
    release_dataset.main(
        **inputs,
        parquet=[str(made / f"data/{table}.parquet") for table in TABLES],
        jsonl=[str(made / f"jsonl/{table}.jsonl") for table in TABLES],
        csv=str(made / "songs.csv"),
        card=str(made / "README.md"),
        croissant=str(made / "croissant.json"),
        checksums=str(made / "SHA256SUMS"),
        description=description,
        repeats=repeats,
        chosen_languages=["hindi", "punjabi"],
    )
    return made


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def of_a_folder(tmp_path_factory):
    """Release the songs of a folder without a description; all are in the splits."""
    return release(tmp_path_factory.mktemp("folder"), description=NOTHING, notice=None, kept_songs="123456")


@pytest.fixture(scope="module")
def loaded(released, tmp_path_factory):
    return datasets.load_dataset(str(released), cache_dir=str(tmp_path_factory.mktemp("cache")))


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
def test_a_song_keeps_its_fields(column, value, loaded):
    assert loaded["train"][1][column] == value


def test_the_contributors_names_are_not_published(loaded):
    assert "Ek Lekhak" not in json.dumps(loaded["train"][0])


@pytest.mark.parametrize("table", TABLES)
def test_the_json_lines_have_the_same_rows(table, released):
    lines = [json.loads(line) for line in (released / f"jsonl/{table}.jsonl").read_text().splitlines()]
    rows = datasets.Dataset.from_parquet(str(released / f"data/{table}.parquet"), cache_dir=str(released.parent / "hf"))
    assert rows.to_list() == lines
    assert all(list(line) == SCHEMA.names for line in lines)


def test_all_tables_have_one_schema(released):
    files = sorted((released / "data").glob("*.parquet"))
    assert [pyarrow.dataset.dataset(file).schema for file in files] == [SCHEMA] * len(TABLES)


def test_all_tables_can_be_read_as_one(released):
    songs = pyarrow.dataset.dataset(released / "data").to_table().to_pylist()
    assert {row["song"]: row["reason"] for row in songs} == {
        **dict.fromkeys("1234"),
        "5": "version",
        "6": "language",
    }


def metadata_of(folder, monkeypatch):
    monkeypatch.chdir(folder)
    return mlcroissant.Dataset(jsonld="croissant.json")


def test_the_metadata_is_accepted_by_its_validator(released, monkeypatch):
    assert metadata_of(released, monkeypatch).metadata.issues.report() == ""


def test_metadata_without_unknown_fields_can_be_read(of_a_folder, monkeypatch):
    metadata = metadata_of(of_a_folder, monkeypatch)
    warnings = set(re.findall(r'Property "(\S+)" is recommended', metadata.metadata.issues.report()))
    assert (metadata.metadata.issues.errors, {name.rpartition("/")[2] for name in warnings}) == (
        set(),
        {"citeAs", "datePublished", "license"},
    )
    assert [record["validation/song"] for record in metadata.records("validation")] == [b"3"]


def test_the_metadata_describe_the_songs_of_a_site(released):
    metadata = json.loads((released / "croissant.json").read_text())
    assert {key: metadata[key] for key in ("name", "description", "license", "url", "citeAs", "datePublished")} == {
        "name": "Songs of a river",
        "description": "Songs that boatmen sing.",
        "license": "https://spdx.org/licenses/MIT",
        "url": "https://example.org/songs",
        "citeAs": "Sita Rao: Songs of a river.",
        "datePublished": "2000-01-06",
    }


def test_the_metadata_of_a_folder_have_no_unknown_field(of_a_folder):
    metadata = json.loads((of_a_folder / "croissant.json").read_text())
    assert not {"license", "url", "citeAs", "datePublished", "creator"} & metadata.keys()
    assert (metadata["name"], metadata["description"]) == (
        "Songs in ITRANS, roman and Devanagari",
        "Lyrics of 6 songs in ITRANS, roman and Devanagari.",
    )


@pytest.mark.parametrize("claim", ["giitaayan", "ITRANS Song Book", "film songs", "private study", "http://a/", "2000"])
@pytest.mark.parametrize("file", ["README.md", "croissant.json", "songs.csv", "jsonl/train.jsonl"])
def test_unknown_facts_about_a_folder_are_left_out(claim, file, of_a_folder):
    assert claim not in (of_a_folder / file).read_text()


@pytest.mark.parametrize("heading", ["## Terms", "## How to cite", "Source:", "license"])
def test_the_card_of_a_folder_has_no_unknown_section(heading, of_a_folder, released):
    assert heading in (released / "README.md").read_text()
    assert heading not in (of_a_folder / "README.md").read_text()


@pytest.mark.parametrize("column", ["source_url", "fetched_at"])
def test_songs_of_a_folder_have_no_source(column, of_a_folder):
    assert {row[column] for row in pyarrow.dataset.dataset(of_a_folder / "data").to_table().to_pylist()} == {None}


def test_songs_of_a_site_have_the_time_of_their_download(loaded):
    assert loaded["validation"]["fetched_at"][:] == ["2000-01-03T00:00:00+00:00"]


def test_the_archives_terms_apply_if_the_configuration_has_none(tmp_path):
    card = (release(tmp_path, description=NOTHING) / "README.md").read_text()
    assert f"## Terms\n\n{NOTICE}\n" in card


def test_the_live_archives_songs_are_described_by_its_preset(tmp_path):
    preset = yaml.safe_load((Path(__file__).parents[3] / "presets" / "live.yaml").read_text())["dataset"]
    made = release(tmp_path, description={**NOTHING, **preset})
    card = (made / "README.md").read_text()
    assert "# Hindi film songs of the ITRANS Song Book\n" in card and "## Terms\n\nThe lyrics are the property" in card
    metadata = DatasetCard(card).data.to_dict()
    assert (metadata["license"], metadata["license_details"]) == ("other", preset["licence"])
    assert "private study, scholarship, or research only" in preset["licence"]
    assert json.loads((made / "croissant.json").read_text())["url"] == "https://www.giitaayan.com"


def test_an_empty_table_is_not_listed(of_a_folder):
    texts = [(of_a_folder / name).read_text() for name in ("README.md", "croissant.json")]
    assert ["set_aside" in text for text in texts] == [False, False]
    assert (of_a_folder / "data/set_aside.parquet").exists()


def test_the_datasets_library_reads_a_folder_with_nothing_set_aside(of_a_folder, tmp_path):
    assert datasets.get_dataset_config_names(str(of_a_folder), cache_dir=str(tmp_path)) == ["songs"]
    tables = datasets.load_dataset(str(of_a_folder), cache_dir=str(tmp_path))
    assert {name: table["song"][:] for name, table in tables.items()} == {
        "train": ["1", "2", "5", "6"],
        "validation": ["3"],
        "test": ["4"],
    }


HOSTILE = "A: [b] {c} # - 'd' \"e\"\n---\n\u2028: दिल\t\x85 %f &g *h !i | > @j `k"


@pytest.mark.parametrize("key", ["name", "licence", "description", "citation"])
def test_the_cards_metadata_are_valid_yaml_with_any_configuration(key, tmp_path):
    made = release(tmp_path, description={**DESCRIPTION, key: HOSTILE})
    metadata = DatasetCard.load(made / "README.md").data.to_dict()
    assert [each["config_name"] for each in metadata["configs"]] == ["songs", "set_aside"]
    if key == "name":
        assert metadata["pretty_name"] == " ".join(HOSTILE.split())
    if key == "licence":
        assert metadata["license_details"] == HOSTILE


@pytest.mark.parametrize(
    ("licence", "fields"),
    [
        (None, {}),
        ("MIT", {"license": "mit"}),
        ("CC-BY-SA-4.0", {"license": "cc-by-sa-4.0"}),
        ("0BSD", {"license": "other", "license_name": "0bsd"}),
        (
            "https://example.org/terms",
            {"license": "other", "license_name": "terms-of-use", "license_link": "https://example.org/terms"},
        ),
        (
            "For study only.",
            {"license": "other", "license_name": "terms-of-use", "license_details": "For study only."},
        ),
    ],
)
def test_licences_are_named_as_the_hub_requires(licence, fields):
    assert hub_fields(licence) == fields


@pytest.mark.parametrize(
    ("licence", "named"),
    [
        ("cc-by-4.0", "https://spdx.org/licenses/CC-BY-4.0"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("Ask the singers.", "Ask the singers."),
    ],
)
def test_a_licence_in_the_metadata_is_an_address_that_exists(licence, named):
    assert croissant_licence(licence) == named


# The table for spreadsheets


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
    assert sorted(header) == sorted([*(name for name in SCHEMA.names if name != "marks"), "split"])


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


@pytest.mark.parametrize("text", ["\t" * 50_000, "; " * 50_000, ' "' * 50_000, "=" * 50_000])
def test_a_hostile_cell_is_written_in_linear_time(text):
    assert len(cell(text)) <= MOST_CHARACTERS


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
    "part",
    [
        "# Songs of a river\n\nSongs that boatmen sing.\n",
        "\nSource: <https://example.org/songs>\n",
        "## Terms\n\nMIT\n",
        "## How to cite\n\nSita Rao: Songs of a river.\n",
        "## Limitations",
        "`lyrics_devanagari`",
        "`songs.csv`",
    ],
)
def test_the_card_has_its_sections(part, released):
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


def test_lyrics_with_repeats_written_out_have_no_marks(tmp_path):
    lines = (release(tmp_path, repeats="expand") / "jsonl/train.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["marks"] == []
