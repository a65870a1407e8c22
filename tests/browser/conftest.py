"""Pages made from small made-up results, opened in headless Chromium from disk."""

import json
import shutil

import pytest
from selenium import webdriver

import describe_corpus
import measure_references
import measure_samples
import report_checkpoint
import report_index
import report_model
from geetkar.lyrics.songs_table import SONGS, SPLITS, write_rows

HOSTILE = "<script>document.title='broken'</script> \u202edlrow & \"dil\""
STEPS = [10, 100, 1000]
MODELS = [
    {
        "name": name,
        "script": script,
        "unit": "char",
        "cell": "lstm",
        "layers": 3,
        "hidden": 300,
        "checkpoints": STEPS,
    }
    for name, script in [("a_model_with_a_rather_long_name", "roman"), ("second", "devanagari")]
]
TEXT = "nadi ke paar jaana hai\nwahaan ik gaanv suhaana hai\n\n\nraat\n"


def metrics(step):
    end = {
        "step": step,
        "cooled_from": 100 if step == 1000 else None,
        "epochs": step / 7,
        "characters_seen": step * 2500,
    }
    losses = {f"{split}_{unit}": 3 - step / 900 for split in ("validation", "test") for unit in ("nats", "bpc")}
    line = {"step": step - 5, "loss_nats": 2.5, "learning_rate": 0.1, "gradient_norm": 1.0}
    return json.dumps(line) + "\n" + json.dumps(end | losses) + "\n"


def samples(model, step):
    asked = [(prime, temperature) for prime in ("", "dil") for temperature in (0.5, 1.0)]
    return {
        "model": model["name"],
        "step": step,
        "samples": [
            {"prime": prime, "temperature": temperature, "seed": 1, "text": f"{prime} {HOSTILE}\n{TEXT * 3}"}
            for prime, temperature in asked
        ],
    }


SUMMARY = {
    "archive": {"source": HOSTILE, "layout": "classic", "songs": 1234, "missing": {HOSTILE: HOSTILE}},
    "files": 1234,
    "songs": 1200,
    "rejected": {"not_isb": 34},
    "encodings": {"ascii": 1230, "latin-1": 4},
    "quirks": {"field missing: year": 12},
    "marks": {"cue": 30, "elision": 50},
    "elisions_resolved": 40,
    "round_trip_failures": 0,
    "similarity": 0.6,
    "duplicates": 3,
    "exact_duplicates": 1,
    "versions": [{"song": HOSTILE, "cluster": "7", "similarity": 0.75}],
    "languages": {"hindi": 1190, "punjabi": 10},
    "language_check": {
        "drawn": {"songs": 300, "wrong": [{"song": HOSTILE, "labelled": "punjabi", "recognized": "hindi"}]},
        "sought": {"songs": 0, "wrong": []},
    },
    "other_languages": 10,
    "splits": {"train": 1100, "val": 50, "test": 47},
    "lines": 20000,
    "words": 100000,
    "distinct_words_as_written": 12000,
    "distinct_words_as_spelled": 11200,
    "distinct_words": 11000,
    "rules": [
        {
            "name": "comments",
            "left_out": False,
            "lines": 500,
            "explanation": HOSTILE,
            "examples": [{"song": "1", "before": HOSTILE, "after": "dil"}],
        }
    ],
    "songs_by_year": {"1957": 300, "1961": 900},
    "songs_without_year": 34,
    "songs_of_no_film": 5,
    "films": 2,
    "frequent_films": [[HOSTILE, 12]],
    "frequent_words": [["hai", 4000], [HOSTILE, 2]],
    "frequencies_by_rank": [[1, 4000], [10, 300], [100, 40]],
    "vocabulary_growth": [[10, 8], [1000, 400], [100000, 11000]],
    "letters": [["a", 900], ["i", 300]],
    "repeated_lines": [[HOSTILE, 3]],
    "words_per_line": {"5%": 2, "50%": 6, "95%": 12},
    "lines_per_song": {"5%": 8, "50%": 18, "95%": 40},
    "words_per_line_counts": [[2, 100], [6, 900], [12, 80]],
    "lines_per_song_counts": [[8, 100], [18, 900], [40, 80]],
}
COMPARISON = {"steps": 400, "hidden": 128, "characters": 80000, "times_read": 8, "by_song_bpc": 2.4, "by_line_bpc": 2.3}

YARDSTICKS = [
    {"name": name, "validation_bpc": 2.1, "test_bpc": 2.0, "adaptive": adaptive, "explanation": f"`xz -9e` {HOSTILE}"}
    for name, adaptive in ((HOSTILE, True), ("Kneser-Ney 6-gram", False))
]


def write_songs(folder):
    """The texts of every script, with the tables of their songs."""
    songs = [{"song": f"{number}", "title": HOSTILE, "film": HOSTILE, "year": 1957} for number in range(6)]
    empty = dict.fromkeys(SONGS.names)
    write_rows(folder / "songs.parquet", [{**empty, **song} for song in songs], SONGS)
    write_rows(folder / "splits.parquet", [{"song": song["song"], "split": "train"} for song in songs], SPLITS)
    (folder / "train.txt").write_text(TEXT * 5)
    (folder / "val.txt").write_text(TEXT)


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """Every page, drawn by the rules' scripts from made-up results."""
    folder = tmp_path_factory.mktemp("results")
    write_songs(folder)
    (folder / "corpus").mkdir()
    (folder / "summary.json").write_text(json.dumps(SUMMARY))
    (folder / "comparison.json").write_text(json.dumps(COMPARISON))
    (folder / "yardsticks.json").write_text(json.dumps(YARDSTICKS))
    describe_corpus.main(folder / "summary.json", folder / "comparison.json", folder / "corpus/report.html")
    songs = (folder / "songs.parquet", folder / "splits.parquet")
    texts = (folder / "train.txt", folder / "train.txt")  # of the model's script, and in ITRANS
    (folder / "ngram.json").write_text(json.dumps(samples(MODELS[0], 0)))
    paths = {"samples": [], "measures": [], "metrics": []}
    for model in MODELS:
        references = folder / f"{model['script']}.references.json"
        asked = {"length": 60, "primes": ["", "dil"]}
        measure_references.main(
            model["script"], *texts, folder / "val.txt", folder / "ngram.json", *songs, references, asked
        )
        pages = folder / "reports" / model["name"]
        pages.mkdir(parents=True)
        own = {kind: [] for kind in paths}
        for step in STEPS:
            files = {kind: folder / f"{model['name']}.{step}.{kind}" for kind in paths}
            files["samples"].write_text(json.dumps(samples(model, step)))
            files["metrics"].write_text(metrics(step))
            measure_samples.main(model["script"], files["samples"], *texts, references, *songs, files["measures"])
            for kind, path in files.items():
                own[kind].append(path)
                paths[kind].append(path)
            report_checkpoint.main(
                model,
                files["samples"],
                files["measures"],
                own["metrics"],
                folder / "train.txt",
                pages / f"step-{step:06d}.html",
            )
        report_model.main(
            model,
            own["samples"],
            own["measures"],
            own["metrics"],
            folder / "yardsticks.json",
            folder / "train.txt",
            pages / "index.html",
        )
    report_index.main(
        MODELS,
        paths["samples"],
        paths["measures"],
        paths["metrics"],
        {"roman": folder / "yardsticks.json", "devanagari": folder / "yardsticks.json"},
        {"roman": folder / "train.txt", "devanagari": folder / "train.txt"},
        folder / "summary.json",
        folder / "index.html",
    )
    return folder


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Headless Chromium that keeps what its pages ask the network for."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium and driver, "the browser tests need Chromium: apt-get install chromium chromium-driver"
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield running
    running.quit()
