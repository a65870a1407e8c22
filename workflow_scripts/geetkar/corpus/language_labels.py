"""Songs whose language was labelled by hand, to compare with what is recognized."""

import csv
from collections.abc import Iterable
from pathlib import Path

LABELS = Path(__file__).with_name("song_languages.tsv")
SAMPLES = ("drawn", "sought")


def read_labels() -> dict[str, dict]:
    """Return the labels by the SHA-256 of the song's file: `language`, and `sample`, one of `SAMPLES`.

    `drawn` songs were drawn at random; `sought` ones because they look unlike Hindi.
    """
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return {row.pop("sha256"): row for row in csv.DictReader(lines, delimiter="\t")}


def compare_with_labels(songs: Iterable[tuple[str, str, str]]) -> dict[str, dict]:
    """Return, by sample, how many songs have a label, and those that were recognized as another language.

    `songs` gives each song's id, the SHA-256 of its file and the language that was recognized.
    """
    labels = read_labels()
    check = {sample: {"songs": 0, "wrong": []} for sample in SAMPLES}
    for song, sha256, language in songs:
        if label := labels.get(sha256):
            found = check[label["sample"]]
            found["songs"] += 1
            if label["language"] != language:
                found["wrong"].append({"song": song, "labelled": label["language"], "recognized": language})
    return check
