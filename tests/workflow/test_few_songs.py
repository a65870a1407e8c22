"""A run on three songs with English words, with all its pages; the corpus page says which comparison needs more."""

import json
import shutil

import pytest
from small_project import CONFIG, EVERYTHING, MODEL, create_project, write_songs

PIECES = {"name": "pieces", **MODEL, "script": "devanagari", "unit": "subword"}


@pytest.fixture(scope="module")
def three_songs(tmp_path_factory):
    """Run a project with three songs, one for each split, and with prime texts of two lines and in two languages."""
    project = create_project(tmp_path_factory.mktemp("three"))
    shutil.rmtree(project.folder / "songs")
    write_songs(project.folder / "songs", 3)
    for song in (project.folder / "songs").iterdir():
        song.write_text(song.read_text().replace("\n\n", "\n##Please come## nadii\n\n", 1))
    project.configure(
        models=[{**model, "checkpoints": [4]} for model in (*CONFIG["models"][:2], PIECES)],
        sampling={
            "primes": ["", "नदी\nma'aanii", "nadii\nma_aanii", "##Please come##"],
            "temperatures": [0.5],
            "length": 40,
        },
    )
    project.run_to_the_end(*EVERYTHING)
    return project.folder / "results"


def test_the_splits_are_not_compared(three_songs):
    comparison = json.loads((three_songs / "evaluation/split_comparison.json").read_text())
    assert comparison["characters"] < comparison["characters_needed"] == 1601
    assert (comparison["by_song_bpc"], comparison["by_line_bpc"]) == (None, None)


def test_the_page_of_the_corpus_says_why(three_songs):
    characters = json.loads((three_songs / "evaluation/split_comparison.json").read_text())["characters"]
    page = (three_songs / "pages/corpus.html").read_text()
    assert f"the training text has {characters:,} characters, and the comparison needs 1,601." in page
    assert "None" not in page


def test_the_pages_are_drawn(three_songs):
    assert (three_songs / "index.html").exists() and (three_songs / "playground.html").exists()


@pytest.mark.parametrize(
    ("model", "prime"), [("small", "nadi\nmaaani"), ("words", "nadi\nmaaani"), ("pieces", "नदी\nमआनी")]
)
def test_networks_go_on_from_two_lines_in_their_script(model, prime, three_songs):
    samples = json.loads((three_songs / f"sampling/{model}/step-000004/samples.json").read_text())["samples"]
    assert {sample["prime"] for sample in samples} == {"", prime, "please come"}
    page = (three_songs / f"pages/{model}/step-000004.html").read_text()
    assert prime.replace("\n", " / ") in page
    assert prime.replace("\n", " / ") in (three_songs / f"pages/{model}/index.html").read_text()


@pytest.mark.parametrize("script", ["itrans", "roman", "devanagari"])
def test_english_is_in_latin_letters_in_every_text(script, three_songs):
    texts = [(three_songs / f"corpus/{script}/{split}.txt").read_text() for split in ("train", "val", "test")]
    assert ["\nplease come " in text for text in texts] == [True] * 3


@pytest.mark.parametrize("model", ["small", "pieces"])
def test_an_english_word_of_a_sample_is_spelled_alike_in_all_scripts(model, three_songs):
    words = json.loads((three_songs / f"evaluation/{model}/step-000004.json").read_text())["words"]
    assert words["please"] == {"roman": "please", "itrans": "please", "devanagari": "please"}
