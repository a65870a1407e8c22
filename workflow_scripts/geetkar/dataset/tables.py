"""Make the rows of the data set: one per song, with its lyrics in each script."""

from collections.abc import Sequence

import pandas as pd
import pyarrow

from geetkar.corpus.song_text import write_verses
from geetkar.corpus.tables import MARK, TEXTS, VERSES, merge_songs

# Split names of the `datasets` library, by those of the workflow.
TABLES = {"train": "train", "val": "validation", "test": "test"}
SET_ASIDE = "set_aside"

# ISO 639 codes of the recognized languages; function words cannot distinguish Hindi from Urdu.
CODES = {
    "hindi": ["hi", "ur"],
    "punjabi": ["pa"],
    "bhojpuri": ["bho"],
    "rajasthani": ["raj"],
    "marathi": ["mr"],
    "gujarati": ["gu"],
    "bengali": ["bn"],
    "sanskrit": ["sa"],
    "english": ["en"],
}

Column = tuple[str, pyarrow.DataType, str]  # name, type and meaning

# Also for the card and the metadata.
COLUMNS: list[Column] = [
    (
        "song",
        pyarrow.string(),
        "Id of the song, from the name of its file, followed by `.1`, `.2` if a file has several songs.",
    ),
    (
        "file",
        pyarrow.string(),
        "Path of the song's file below the folder of songs; null for a page of the site.",
    ),
    ("title", pyarrow.string(), "Title as in the file; in ISB files it is in ITRANS, with English words in English."),
    ("film", pyarrow.string(), "Film or album; empty if the file names none."),
    ("film_variants", TEXTS, "Other titles of the film."),
    ("non_film", pyarrow.bool_(), "Whether the file says that the song is from no film."),
    ("year", pyarrow.int32(), "Year of the film; null if the file does not say it clearly."),
    ("singers", TEXTS, "Singers; a person has one spelling in the whole data set."),
    ("composers", TEXTS, "Composers."),
    ("lyricists", TEXTS, "Lyricists."),
    ("cast", TEXTS, "Actors of the film."),
    (
        "language",
        pyarrow.string(),
        "Language, recognized by function words; `hindi` is Hindi and Urdu. Null if it was not recognized.",
    ),
    (
        "roles",
        TEXTS,
        "Role of each verse: `mukhda`, to which the song returns, `antara`, which leads back to it, or empty.",
    ),
    ("lyrics_itrans", VERSES, "Lyrics in canonical ITRANS, with English words in lower case: verses of lines."),
    ("lyrics_roman", VERSES, "Lyrics in casual roman, with English words in lower case: verses of lines."),
    ("lyrics_devanagari", VERSES, "Lyrics in Devanagari, with English words in Latin letters: verses of lines."),
    ("lyrics_as_written", VERSES, "Lyrics as they are written: verses of lines."),
    ("remarks", TEXTS, "What the fields say in addition, such as `singer: Lata (live)`."),
    (
        "marks",
        pyarrow.list_(MARK),
        "Other information in the file, such as who sings, with its line and word in the lyrics.",
    ),
    ("duplicate_cluster", pyarrow.string(), "Id of the song that is kept of this song's versions."),
    ("source_url", pyarrow.string(), "Address of the song's file; null for a folder of files."),
    ("fetched_at", pyarrow.string(), "Time of the download (ISO 8601, UTC); null for a folder of files."),
    ("sha256", pyarrow.string(), "SHA-256 of the song's file."),
    (
        "reason",
        pyarrow.string(),
        "Why the song is set aside: `version` (of another song) or `language`; null in the splits.",
    ),
]


def columns_of(scripts: Sequence[str]) -> list[Column]:
    """Return the columns of a data set whose lyrics are in some scripts."""
    lyrics = {f"lyrics_{script}" for script in scripts}
    return [column for column in COLUMNS if not column[0].startswith("lyrics_") or column[0] in lyrics]


def schema_of(scripts: Sequence[str]) -> pyarrow.Schema:
    """Return the schema of a data set whose lyrics are in some scripts."""
    return pyarrow.schema([(name, kind) for name, kind, _ in columns_of(scripts)])


def language_codes(languages: list[str]) -> list[str]:
    """Return the ISO 639 codes of some languages, in their order."""
    return [code for language in languages for code in CODES[language]]


def describe_songs(duplicates: pd.DataFrame, languages: pd.DataFrame, splits: pd.DataFrame) -> pd.DataFrame:
    """Return, by song, its `language`, its `cluster`, its `table`, and the `reason` if it is set aside."""
    songs = merge_songs(duplicates, languages).merge(splits, how="left", on="song", validate="one_to_one")
    songs["table"] = songs["split"].map(TABLES).fillna(SET_ASIDE)
    songs["reason"] = songs["kept"].map({True: "language", False: "version"}).where(songs["split"].isna())
    return songs.set_index("song")[["language", "cluster", "table", "reason"]]


def dataset_rows(songs: pd.DataFrame, scripts: Sequence[str]) -> pd.DataFrame:
    """Return a chunk of the songs table, with `language`, `cluster` and `reason`, as rows of the data set."""
    words = list(zip(songs["verses"].to_list(), songs["marks"].to_list(), strict=True))
    lyrics = {
        f"lyrics_{script}": _column([write_verses(*song, script) for song in words], VERSES, songs.index)
        for script in scripts
    }
    renamed = songs.rename(columns={"starring": "cast", "cluster": "duplicate_cluster", "url": "source_url"})
    return renamed.assign(**lyrics)[schema_of(scripts).names]


def _column(values: list, kind: pyarrow.DataType, index: pd.Index) -> pd.Series:
    return pd.Series(values, index=index, dtype=pd.ArrowDtype(kind))
