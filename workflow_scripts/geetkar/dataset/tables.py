"""The rows of the data set: a song each, with its lyrics in three scripts."""

import pandas
import pyarrow

from geetkar.corpus.itrans import SCRIPTS, write_in_script
from geetkar.corpus.marks import sung
from geetkar.corpus.tables import MARK, TEXTS, VERSES, merge_songs

# Split names as the `datasets` library has them, by the workflow's own.
TABLES = {"train": "train", "val": "validation", "test": "test"}
SET_ASIDE = "set_aside"

# Codes (ISO 639) of the languages that are told apart; function words do not tell Hindi from Urdu.
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

# Name, type and meaning of each column; the card and the metadata say the same.
COLUMNS = [
    (
        "song",
        pyarrow.string(),
        "Id of the song in the archive; `.1`, `.2` after it where a file has several songs.",
    ),
    ("file", pyarrow.string(), "Name of the song's file; null where the song was read from a page of the site."),
    ("title", pyarrow.string(), "Title, in ITRANS as it was typed, English in it as English."),
    ("film", pyarrow.string(), "Film or album."),
    ("year", pyarrow.int32(), "Year of the film; null where the file does not say it for certain."),
    ("singers", TEXTS, "Singers."),
    ("composers", TEXTS, "Composers."),
    ("lyricists", TEXTS, "Lyricists."),
    ("cast", TEXTS, "Actors of the film."),
    ("language", pyarrow.string(), "Language, recognized by function words; `hindi` is Hindi and Urdu."),
    ("lyrics_itrans", VERSES, "Lyrics in canonical ITRANS: verses of lines."),
    ("lyrics_roman", VERSES, "Lyrics in casual roman: verses of lines."),
    ("lyrics_devanagari", VERSES, "Lyrics in Devanagari: verses of lines."),
    ("marks", pyarrow.list_(MARK), "What the file says beside the words, by line and word of the lyrics."),
    ("duplicate_cluster", pyarrow.string(), "The song that stands for this one and its other versions."),
    ("source_url", pyarrow.string(), "Address of the song's file; null for a folder of files."),
    ("fetched_at", pyarrow.string(), "When it was fetched (ISO 8601, UTC); null for a folder of files."),
    ("sha256", pyarrow.string(), "SHA-256 of the song's file."),
    (
        "reason",
        pyarrow.string(),
        "Why the song is set aside: `version` (of another song) or `language`; null in the splits.",
    ),
]
SCHEMA = pyarrow.schema([(name, kind) for name, kind, _ in COLUMNS])


def language_codes(languages: list[str]) -> list[str]:
    """The codes of some languages, in their order."""
    return [code for language in languages for code in CODES[language]]


def describe_songs(
    duplicates: pandas.DataFrame, languages: pandas.DataFrame, splits: pandas.DataFrame
) -> pandas.DataFrame:
    """Return, by song, its `language` and `cluster`, the `table` that it is in, and the `reason` if it is set aside."""
    songs = merge_songs(duplicates, languages).merge(splits, how="left", on="song", validate="one_to_one")
    songs["table"] = songs["split"].map(TABLES).fillna(SET_ASIDE)
    songs["reason"] = songs["kept"].map({True: "language", False: "version"}).where(songs["split"].isna())
    return songs.set_index("song")[["language", "cluster", "table", "reason"]]


def dataset_rows(songs: pandas.DataFrame, repeats: str) -> pandas.DataFrame:
    """Return a chunk of the songs table, with `language`, `cluster` and `reason`, as rows of the data set.

    With `repeats` as `expand`, lyrics are as they are sung and there are no marks, whose places would be others.
    """
    verses = songs["verses"].to_list()
    if repeats == "expand":
        verses = [sung(written, marks) for written, marks in zip(verses, songs["marks"].to_list(), strict=True)]
        songs = songs.assign(marks=_column([[]] * len(songs), pyarrow.list_(MARK), songs.index))
    lyrics = {
        f"lyrics_{script}": _column([_write_verses(song, script) for song in verses], VERSES, songs.index)
        for script in SCRIPTS
    }
    renamed = songs.rename(columns={"starring": "cast", "cluster": "duplicate_cluster", "url": "source_url"})
    return renamed.assign(**lyrics)[SCHEMA.names]


def _write_verses(verses: list[list[str]], script: str) -> list[list[str]]:
    return [[write_in_script(line, script) for line in verse] for verse in verses]


def _column(values: list, kind: pyarrow.DataType, index: pandas.Index) -> pandas.Series:
    return pandas.Series(values, index=index, dtype=pandas.ArrowDtype(kind))
