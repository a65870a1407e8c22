"""The whole workflow on collections that are not ISB files: texts in casual roman, a table, and other languages."""

import csv
import json
import random
import shutil

import pandas as pd
import pytest
import yaml
from small_project import EVERYTHING, MODEL, Project, create_project

from geetkar.sampling.writer import Writer

TEXTS = {
    "Nadi Kinare": """
[Mukhda]
Nadi kinare deep jale (2)
Raat ki rani mahke

Baadal aaye, baadal jaaye
Kho gayi gagri
""",
    "Koyal": """
Koyal bole bagiya mein
Phool khile hain daali daali

Hawa chale to patte gaayein
Barse paani kaali kaali
""",
    "old/Chaand": """
Chaand nikal aaya hai
Taare saare jaage hain

Neend nahin aankhon mein
Sapne aage aage hain
""",
    "old/Naav": """
Naav chali hai dheere dheere
Manjhi gaaye geet purana

Door kinara, door thikana
Phir bhi humko paar hai jaana
""",
    "Subah": """
Subah hui to panchhi jaage
Dhoop ne angna choom liya

Aaj kisi ne naam pukaara
Mera dil bhi jhoom liya
""",
}
ENGLISH = "river moon boat lantern quiet slow water stone evening light sings under over by the a drifts waits home"
MARATHI = "नदी किनारी चंद्र उगवला नाव हळू चालते पाणी शांत आहे दिवा जळतो वारा गातो तारे जागे झाले रात्र झाली घरी परत"
NEEDS_HINDI = ("possible_words", "rhyming_lines")


def lines_of(words, dice, count):
    """Return lines of random words."""
    return [" ".join(dice.choices(words.split(), k=5)) for _ in range(count)]


def run(folder, songs, script, unit, prime, *targets):
    """Run the workflow on songs, with a tiny model that writes after a prime text; return its results."""
    project = create_project(folder)
    shutil.rmtree(project.folder / "songs")
    (project.folder / "collection").mkdir()
    songs = {"folder": "collection", **songs(project.folder / "collection")}
    model = {"name": "small", **MODEL, "script": script, "unit": unit, "sequence": 4, "checkpoints": [4]}
    project.configure(
        songs=songs, models=[model], sampling={"primes": ["", prime], "temperatures": [0.5], "length": 40}
    )
    project.run_to_the_end("--", *targets)
    return project.folder / "results"


def read(path):
    return json.loads(path.read_text())


def write_texts(folder):
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text(text)
    return {}


def write_table(folder):
    """Write a table of 300 songs, of which two cannot be used."""
    dice = random.Random(1)
    words = " ".join(TEXTS.values()).lower().replace("[mukhda]", "").replace("(2)", "").replace(",", "")
    with (folder / "songs.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Gaana", "Saal", "Bol", "Gayak"])
        for number in range(298):
            lines = lines_of(words, dice, 6)
            lyrics = "\n".join([*lines[:3], "", *lines[3:]])
            rows.writerow([f"Geet {number}", 1950 + number % 50, lyrics, "Ek Gayak, Ek Gayika"])
        rows.writerow(["Geet 298", "1999"])
        rows.writerow(["Geet 299", "1999", "", "Ek Gayak"])
    return {"columns": {"lyrics": "Bol", "title": "Gaana", "year": "Saal", "singers": "Gayak"}}


def write_songs_in(words):
    """Return a function that writes twelve songs of random words to one text file."""

    def write(folder):
        dice = random.Random(1)
        songs = ["\n".join([*lines_of(words, dice, 4), "", "[Chorus]", *lines_of(words, dice, 2)]) for _ in range(12)]
        (folder / "songs.txt").write_text("\n---\n".join(songs))
        return {"separator": "---", "language": "any"}

    return write


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return run(tmp_path_factory.mktemp("texts"), write_texts, "roman", "char", "dil", *EVERYTHING)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return run(tmp_path_factory.mktemp("table"), write_table, "devanagari", "word", "dil", *EVERYTHING)


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    songs = write_songs_in(ENGLISH)
    return run(tmp_path_factory.mktemp("english"), songs, "as_written", "char", "by  the\nriver", *EVERYTHING)


@pytest.fixture(scope="module")
def marathi(tmp_path_factory):
    songs, page = write_songs_in(MARATHI), "results/pages/small/step-000004.html"
    return run(tmp_path_factory.mktemp("marathi"), songs, "as_written", "word", "नदी", page, "dataset")


def test_keys_that_are_for_hindi_rerun_nothing_in_another_language(english):
    project = Project(english.parent)
    written = yaml.safe_load((project.folder / "run.yaml").read_text())
    keys = {"left_out_rules": ["notes"], "english": "drop", "languages": ["marathi"]}
    project.write_configuration({**written, "corpus": keys, "songs": {**written["songs"], "script": "devanagari"}})
    planned = project.planned("results/pages/corpus.html", "results/dataset/SHA256SUMS")
    project.write_configuration(written)
    assert planned == {}


@pytest.mark.parametrize("collection", ["texts", "table", "english"])
def test_a_collection_gets_all_pages_and_a_data_set(collection, request):
    results = request.getfixturevalue(collection)
    pages = ("index.html", "playground.html", "pages/small/index.html", "dataset/README.md")
    assert [page for page in pages if not (results / page).exists()] == []
    assert "None" not in (results / "pages/corpus.html").read_text()


def test_texts_in_casual_roman_become_itrans(texts):
    songs = pd.read_parquet(texts / "corpus/songs.parquet").set_index("title")
    assert set(songs.index) == {name.rpartition("/")[2] for name in TEXTS}
    assert songs.loc["Nadi Kinare", "verses"][0][0] == "nadii kinaare diip jale"
    assert songs.loc["Chaand", "file"] == "old/Chaand.txt"


def test_texts_are_not_crawled(texts):
    assert not (texts / "archive").exists()
    assert "5 files" in (texts / "index.html").read_text()


def test_a_table_is_read_and_its_bad_rows_are_listed(table):
    songs = pd.read_parquet(table / "corpus/songs.parquet")
    assert len(songs) == 298
    assert songs["year"].iloc[0] == 1950 and list(songs["singers"].iloc[0]) == ["Ek Gayak", "Ek Gayika"]
    rejected = [json.loads(line) for line in (table / "corpus/rejected.jsonl").read_text().splitlines()]
    assert [(each["song"], each["reason"]) for each in rejected] == [
        ("songs.299", "bad_row"),
        ("songs.300", "no_lyrics"),
    ]


@pytest.mark.parametrize(("collection", "words"), [("english", ENGLISH), ("marathi", MARATHI)])
def test_songs_in_any_language_are_kept_as_written(collection, words, request):
    results = request.getfixturevalue(collection)
    assert {path.name for path in (results / "corpus").iterdir() if path.is_dir()} == {"as_written"}
    assert set((results / "corpus/as_written/train.txt").read_text().split()) <= set(words.split())
    rows = pd.read_parquet(results / "dataset/data/train.parquet")
    assert [name for name in rows if name.startswith("lyrics")] == ["lyrics_as_written"]
    assert rows["language"].isna().all()


def test_networks_go_on_from_prime_texts_as_written(english, marathi):
    samples = read(english / "sampling/small/step-000004/samples.json")["samples"]
    assert {sample["prime"] for sample in samples} == {"", "by the\nriver"}
    samples = read(marathi / "sampling/small/step-000004/samples.json")["samples"]
    assert {sample["prime"] for sample in samples} == {"", "नदी"}


def test_measures_that_need_hindi_are_left_out_with_a_sentence(english):
    (row,) = read(english / "evaluation/small/step-000004.json")["by_temperature"]
    assert [row[key] for key in NEEDS_HINDI] == [None, None]
    for page in ("index.html", "pages/small/index.html", "pages/small/step-000004.html"):
        text = (english / page).read_text()
        assert "Rhyming lines" not in text and "these measures are defined for Hindi only" in text


def test_the_page_of_the_corpus_says_that_languages_are_not_recognized(english):
    page = (english / "pages/corpus.html").read_text()
    assert "The languages of the songs were not recognized" in page
    assert "Devanagari" not in page.split("</style>")[1].split("<footer>")[0]


def test_a_network_of_any_language_can_be_used_from_python(marathi):
    writer = Writer.load(marathi / "training/small/step-000004/weights.safetensors")
    assert writer.write("नदी", length=10).startswith("नदी")
    assert writer.score("नदी किनारी") > 0
