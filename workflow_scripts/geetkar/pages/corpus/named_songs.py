"""The titles of the songs that the corpus page names.

A song is a dictionary: its number `song`, its `title`, its address `url` on the web or None, and `in_itrans`, whether
the title is in ITRANS, as those of ISB files are.
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geetkar.corpus.tables import read_table, records_of
from geetkar.pages.shared.marked_lines import web_address

COLUMNS = ["song", "file", "title", "film", "non_film", "url"]


def read_titles(songs: str | Path, splits: str | Path) -> pd.DataFrame:
    """Return `COLUMNS` and the split of each song; the split of a song that was set aside is missing."""
    return read_table(songs, COLUMNS).merge(read_table(splits), how="left", on="song", validate="one_to_one")


def songs_of_films(titles: pd.DataFrame, films: Iterable[str]) -> dict[str, list[dict]]:
    """Return the songs of each film that are in a split, by title."""
    counted = titles[titles["split"].notna() & ~titles["non_film"] & titles["film"].isin(list(films))]
    by_film = counted.sort_values(["title", "song"]).groupby("film")
    return {str(film): [*map(_named, records_of(songs))] for film, songs in by_film}


def songs_by_number(titles: pd.DataFrame, numbers: Iterable[str]) -> dict[str, dict]:
    """Return songs of this corpus by their numbers."""
    found = titles[titles["song"].isin(list(numbers))]
    return {row["song"]: _named(row) for row in records_of(found)}


def _named(row: dict) -> dict:
    return {
        "song": row["song"],
        "title": row["title"] or row["song"],
        "url": web_address(row["url"]),
        "in_itrans": ".isb" in row["file"],
    }
