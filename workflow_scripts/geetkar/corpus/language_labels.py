"""Compare the recognized languages with songs labelled by hand."""

from pathlib import Path

import pandas as pd

from geetkar.corpus.shares import share
from geetkar.corpus.tables import records_of

LABELS = Path(__file__).with_name("song_languages.tsv")
SAMPLES = ("drawn", "sought")


def read_labels() -> pd.DataFrame:
    """Return the labels: the `sha256` of the song's file, the `language`, and the `sample`, one of `SAMPLES`.

    `drawn` songs were chosen at random, `sought` ones because they look unlike Hindi.
    """
    return pd.read_csv(LABELS, sep="\t", dtype="str")


def compare_with_labels(songs: pd.DataFrame) -> dict[str, dict]:
    """Return, by sample, the number of labelled songs, the share of errors among them, and these errors.

    `songs` has each `song`, the `sha256` of its file and the `language` that was recognized. The share is `None` if no
    song is labelled.
    """
    labels = read_labels().rename(columns={"language": "labelled"})
    compared = songs.rename(columns={"language": "recognized"}).merge(labels, on="sha256", validate="many_to_one")
    found = {}
    for sample in SAMPLES:
        labelled = compared[compared["sample"] == sample]
        wrong = labelled[labelled["labelled"] != labelled["recognized"]]
        found[sample] = {
            "songs": len(labelled),
            "error": share(len(wrong), len(labelled)) if len(labelled) else None,
            "wrong": records_of(wrong[["song", "labelled", "recognized"]]),
        }
    return found
