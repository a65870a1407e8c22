"""The description of a data set: presets/demo.yaml for the demo's songs, the user's for others."""

import json

import yaml
from small_project import ROOT, Project

DEMO = yaml.safe_load((ROOT / "presets" / "demo.yaml").read_text())["dataset"]
CLAIMS = [*DEMO.values(), ": mit", "license", "giitaayan", "film songs", "replica", "2000-01-01"]


def texts_of(project: Project) -> dict[str, str]:
    """Return the files that describe the data set, and the files of its songs."""
    folder = project.folder / "results" / "dataset"
    return {name: (folder / name).read_text() for name in ("README.md", "croissant.json", "songs.csv")}


def claims_in(project: Project) -> set[tuple[str, str]]:
    return {(name, claim) for name, text in texts_of(project).items() for claim in CLAIMS if claim in text}


def test_the_demo_is_described_and_a_folder_given_on_the_command_line_is_not(fresh):
    (fresh.folder / "songs").rename(fresh.folder / "demo_archive")
    fresh.configure(songs={"folder": "demo_archive"})
    fresh.run_to_the_end("--", "dataset")
    texts = texts_of(fresh)
    assert f"# {DEMO['name']}\n\n{DEMO['description']}\n" in texts["README.md"]
    assert "\nlicense: mit\n" in texts["README.md"]
    assert json.loads(texts["croissant.json"])["license"] == "https://spdx.org/licenses/MIT"

    (fresh.folder / "demo_archive").rename(fresh.folder / "mine")
    fresh.run_to_the_end("--config", "songs={folder: mine}", "--", "dataset")
    assert claims_in(fresh) == set()


def test_a_folder_is_described_as_its_user_does(finished):
    assert claims_in(finished) == set()
    finished.run_to_the_end("--config", "dataset={name: Songs of mine, licence: CC0-1.0}", "--", "dataset")
    card = texts_of(finished)["README.md"]
    assert "pretty_name: Songs of mine\n" in card and "license: cc0-1.0\n" in card


def test_the_order_of_the_description_changes_nothing(finished):
    finished.run_to_the_end("--config", "dataset={name: Mine, url: 'https://example.org'}", "--", "dataset")
    planned = finished.planned("--config", "dataset={url: 'https://example.org', name: Mine}", "--", "dataset")
    assert planned == {}


def test_another_description_rewrites_only_the_data_set(finished):
    planned = finished.planned("--config", "dataset={name: Songs of mine}", "--", "dataset")
    assert planned == {"release_dataset": [""]}
