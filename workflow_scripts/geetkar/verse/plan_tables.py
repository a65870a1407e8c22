"""Write the plans of songs to a table with a row for each line, and read them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from itertools import groupby
from pathlib import Path

import pandas as pd
import pyarrow

from geetkar.corpus.song_text import verses_of
from geetkar.corpus.tables import CHUNK, read_chunks, read_table, records_of, table_of, table_writer
from geetkar.verse.plans import PlannedLine, plan_of
from geetkar.verse.spellings import Spellings

ROW_GROUP = 10_000  # lines, those of about 500 songs

PLANS = pyarrow.schema(
    [
        ("song", pyarrow.string()),
        ("line", pyarrow.int32()),
        ("verse", pyarrow.int32()),
        ("role", pyarrow.string()),
        ("length", pyarrow.int8()),
        ("tie", pyarrow.string()),
        ("to", pyarrow.int32()),
        ("radif", pyarrow.int32()),
        ("letter", pyarrow.string()),
    ]
)


def write_plans(path: str | Path, texts: Mapping[str, str | Path], songs: pd.DataFrame, spellings: Spellings) -> None:
    """Write the plan of each song of a song index, in the order of the texts.

    `texts` are the paths of the splits' texts in the script of `spellings`.
    """
    sounds = cache(spellings.sounds)
    with table_writer(path, PLANS, ROW_GROUP) as write:
        for split, source in texts.items():
            text = Path(source).read_text(encoding="utf-8")
            places = records_of(songs.loc[songs["split"] == split, ["song", "start", "end"]])
            for first in range(0, len(places), CHUNK):
                rows = (
                    {"song": place["song"], "line": number, **asdict(line)}
                    for place in places[first : first + CHUNK]
                    for number, line in enumerate(plan_of(verses_of(text[place["start"] : place["end"]]), sounds))
                )
                write(table_of(rows, PLANS))


def read_plans(path: str | Path) -> Iterator[tuple[str, list[PlannedLine]]]:
    """Yield each song of a file from `write_plans` with its plan."""
    rows = (row for chunk in read_chunks(path) for row in records_of(chunk))
    for song, lines in groupby(rows, key=lambda row: row["song"]):
        yield song, list(_planned(lines))


def read_training_plans(path: str | Path, song_index: str | Path) -> Iterator[list[PlannedLine]]:
    """Yield the plan of each training song, from the plans of all songs and their index."""
    index = read_table(song_index)
    songs = set(index.loc[index["split"] == "train", "song"])
    return (plan for song, plan in read_plans(path) if song in songs)


def _planned(rows: Iterable[dict]) -> Iterator[PlannedLine]:
    for row in rows:
        del row["song"], row["line"]
        yield PlannedLine(**row)
