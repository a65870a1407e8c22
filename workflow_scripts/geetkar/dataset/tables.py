"""The rows of the data set: a song each, with its lyrics in three scripts."""

import pyarrow

from geetkar.corpus.itrans import SCRIPTS, write_in_script
from geetkar.corpus.marks import sung
from geetkar.corpus.songs_table import MARK, VERSES

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

LISTS = pyarrow.list_(pyarrow.string())
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
    ("singers", LISTS, "Singers."),
    ("composers", LISTS, "Composers."),
    ("lyricists", LISTS, "Lyricists."),
    ("cast", LISTS, "Actors of the film."),
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


def dataset_row(song: dict, language: str, cluster: str, reason: str | None, repeats: str) -> dict:
    """A row of the songs table as the data set has it; `reason` says why the song is set aside.

    With `repeats` as `expand`, lyrics are as they are sung and there are no marks, whose places would be others.
    """
    expand = repeats == "expand"
    verses = sung(song["verses"], song["marks"]) if expand else song["verses"]
    same = ("song", "file", "title", "film", "year", "singers", "composers", "lyricists", "fetched_at", "sha256")
    return {
        **{name: song[name] for name in same},
        "cast": song["starring"],
        "language": language,
        **{
            f"lyrics_{script}": [[write_in_script(line, script) for line in verse] for verse in verses]
            for script in SCRIPTS
        },
        "marks": [] if expand else song["marks"],
        "duplicate_cluster": cluster,
        "source_url": song["url"],
        "reason": reason,
    }
