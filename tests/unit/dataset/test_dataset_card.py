"""The card and the Croissant metadata of the data set, read with the libraries of its users."""

import json
import re
from pathlib import Path

import mlcroissant
import pytest
import yaml
from huggingface_hub import DatasetCard
from small_release import DESCRIPTION, NOTHING, NOTICE, release

from geetkar.corpus.languages import LANGUAGES
from geetkar.dataset.licences import croissant_licence, hub_fields
from geetkar.dataset.tables import CODES, columns_of
from geetkar.workflow.song_scripts import HINDI_SCRIPTS


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


def test_the_metadata_leads_to_the_records(released, monkeypatch):
    monkeypatch.chdir(released)
    (record,) = mlcroissant.Dataset(jsonld="croissant.json").records("validation")
    assert (record["validation/song"], record["validation/year"]) == (b"3", 1963)


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
    assert set(CODES) == set(LANGUAGES)


def test_the_card_explains_every_column(released):
    card = (released / "README.md").read_text()
    assert all(f"| `{name}` | {meaning} |" in card for name, _, meaning in columns_of(HINDI_SCRIPTS))
