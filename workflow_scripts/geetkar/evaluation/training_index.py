"""Index the training songs of a script once, and keep the index in files for all jobs that measure and mark."""

from pathlib import Path

import numpy as np
import pandas as pd
from pydivsufsort import divsufsort

from geetkar.corpus.tables import read_table
from geetkar.evaluation.lengths import line_lengths, verse_lengths
from geetkar.evaluation.syllables import SyllableRules
from geetkar.evaluation.training_songs import DESCRIPTION, SearchableText, TrainingSongs, code_type
from geetkar.workflow.array_files import open_array
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import read_json

FRAME = "\n"  # before and after the text, so that each line is between two line breaks


def describe_songs(script: str, text: str) -> dict:
    """Return the characters, words, lengths and syllables of the training text, as JSON.

    `line_lengths[n]` is the number of lines with n words, `verse_lengths[n]` that of verses with n lines.
    """
    lines = text.strip("\n").split("\n")
    words = sorted(set(text.split()))
    return {
        "script": script,
        "characters": "".join(sorted({*text, FRAME})),
        "words": words,
        "line_lengths": np.bincount(line_lengths(lines)).tolist(),
        "verse_lengths": np.bincount(verse_lengths(lines)).tolist(),
        "syllables": sorted(SyllableRules.of(script, words).runs),
    }


def index_text(text: str, characters: str) -> SearchableText:
    """Number the characters of the training text and build its suffix array (0.1 s for 1.5 million characters)."""
    framed = FRAME + text.rstrip("\n") + FRAME
    numbers = {character: number for number, character in enumerate(characters, start=1)}
    coded = np.fromiter(map(numbers.__getitem__, framed), code_type(characters), len(framed))
    return SearchableText(characters, coded, divsufsort(coded.astype(coded.dtype.newbyteorder("="))))


def put_together(described: dict, text: SearchableText, songs: pd.DataFrame) -> TrainingSongs:
    """Combine the results of `describe_songs` and `index_text` for a text with a table of its songs.

    `songs` has the columns of `DESCRIPTION`, and `start` and `end` in the text. Raise `InputError` if they are not the
    songs of the text.
    """
    characters, end = len(text.coded) - 2 * len(FRAME), songs["end"].max()
    if end != characters:
        raise InputError(
            f"the training text has {characters:,} characters, but corpus/{described['script']}/song_index.parquet "
            f"says {end:,}: they come from different runs; delete results/corpus and run again."
        )
    return TrainingSongs(
        text=text,
        songs=songs.assign(start=songs["start"] + len(FRAME)),
        words=frozenset(described["words"]),
        line_lengths=_each(described["line_lengths"]),
        verse_lengths=_each(described["verse_lengths"]),
        syllables=SyllableRules(described["script"], frozenset((place, run) for place, run in described["syllables"])),
    )


def read_training_songs(
    described_path: str | Path,
    text_path: str | Path,
    suffixes_path: str | Path,
    song_index_path: str | Path,
    songs_path: str | Path,
) -> TrainingSongs:
    """Read the training songs of a script from the files of rule `index_songs`; arrays are mapped into memory.

    Raise `InputError` if the files do not belong to the same text.
    """
    described = read_json(described_path)
    coded, suffixes = (np.asarray(open_array(path)) for path in (text_path, suffixes_path))
    text = SearchableText(described["characters"], coded, suffixes)
    index = read_table(song_index_path)
    titles = read_table(songs_path, DESCRIPTION)
    songs = index[index["split"] == "train"].merge(titles, how="left", on="song", validate="one_to_one")
    return put_together(described, text, songs)


def _each(counts: list[int]) -> np.ndarray:
    """Return each length repeated as often as it was counted."""
    return np.repeat(np.arange(len(counts)), counts)
