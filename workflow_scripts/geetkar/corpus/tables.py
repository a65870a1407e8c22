"""Columns and types of the corpus's tables, and functions that read and write them.

In memory, tables are pandas DataFrames with Arrow types, so that missing years do not turn years into floats and verses
are lists of lists. On disk they are Parquet files. Tables with a row for each song are merged by its id; the songs
table, which can be larger than memory, is processed in chunks.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow
from pyarrow import parquet

from geetkar.workflow.errors import InputError
from geetkar.workflow.files import replacing

CHUNK = 1_000  # songs kept in memory at a time
ROW_GROUP = 200  # songs of a row group in the files

# Arrow's own allocator keeps freed memory; the system's returns it, so memory does not grow with the songs.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())

TEXTS = pyarrow.list_(pyarrow.string())
VERSES = pyarrow.list_(TEXTS)
MARK = pyarrow.struct(
    [
        ("kind", pyarrow.string()),
        ("line", pyarrow.int32()),
        ("word", pyarrow.int32()),
        ("to_line", pyarrow.int32()),
        ("to_word", pyarrow.int32()),
        ("text", pyarrow.string()),
    ]
)
SONGS = pyarrow.schema(
    [
        ("song", pyarrow.string()),
        ("file", pyarrow.string()),
        ("url", pyarrow.string()),
        ("fetched_at", pyarrow.string()),
        ("sha256", pyarrow.string()),
        ("encoding", pyarrow.string()),
        ("title", pyarrow.string()),
        ("film", pyarrow.string()),
        ("film_variants", TEXTS),
        ("non_film", pyarrow.bool_()),
        ("year", pyarrow.int32()),
        ("starring", TEXTS),
        ("singers", TEXTS),
        ("composers", TEXTS),
        ("lyricists", TEXTS),
        ("contributor", pyarrow.string()),
        ("transliterator", pyarrow.string()),
        ("editor", pyarrow.string()),
        ("comments", TEXTS),
        ("remarks", TEXTS),
        ("quirks", TEXTS),
        ("marks", pyarrow.list_(MARK)),
        ("roles", TEXTS),
        ("verses", VERSES),
    ]
)
DUPLICATES = pyarrow.schema(
    [
        ("song", pyarrow.string()),
        ("cluster", pyarrow.string()),
        ("kept", pyarrow.bool_()),
        ("overlap", pyarrow.float64()),
    ]
)
PEOPLE = pyarrow.schema([("spelling", pyarrow.string()), ("name", pyarrow.string()), ("songs", pyarrow.int64())])
LANGUAGES = pyarrow.schema([("song", pyarrow.string()), ("language", pyarrow.string())])
SPLITS = pyarrow.schema([("song", pyarrow.string()), ("split", pyarrow.string())])
SONG_INDEX = pyarrow.schema(
    [("song", pyarrow.string()), ("split", pyarrow.string()), ("start", pyarrow.int64()), ("end", pyarrow.int64())]
)


def table_of(rows: Iterable[dict], schema: pyarrow.Schema) -> pd.DataFrame:
    """Return rows as a table with the columns and types of a schema."""
    return _typed(pyarrow.Table.from_pylist(list(rows), schema=schema))


def records_of(table: pd.DataFrame) -> list[dict]:
    """Return the rows of a table as dictionaries of plain Python values; null is `None`."""
    return pyarrow.Table.from_pandas(table, preserve_index=False).to_pylist()


def merge_songs(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Merge two tables that have a row for each song, in the order of the first.

    Raise `InputError` when they do not have the same songs.
    """
    merged = table.merge(other, on="song", validate="one_to_one")
    if not len(table) == len(merged) == len(other):
        raise InputError("the tables in results/corpus have different songs: delete that folder and run again.")
    return merged


def read_table(path: str | Path, columns: list[str] | None = None) -> pd.DataFrame:
    """Read a Parquet file, or only some of its columns."""
    return pd.read_parquet(path, columns=columns, dtype_backend="pyarrow")


def read_chunks(path: str | Path, columns: list[str] | None = None) -> Iterator[pd.DataFrame]:
    """Yield a Parquet file, or some of its columns, in chunks of `CHUNK` rows."""
    with parquet.ParquetFile(path, pre_buffer=False) as file:
        for batch in file.iter_batches(CHUNK, columns=columns, use_threads=False):
            yield _typed(pyarrow.Table.from_batches([batch]))


def read_json_lines(path: str | Path) -> Iterator[pd.DataFrame]:
    """Yield a JSON Lines file, compressed or not, in chunks of `CHUNK` rows, without converting values."""
    with pd.read_json(path, lines=True, chunksize=CHUNK, dtype=False) as chunks:
        yield from chunks


def write_table(path: str | Path, table: pd.DataFrame, schema: pyarrow.Schema) -> None:
    """Write a table to a Parquet file, whole or not at all."""
    with table_writer(path, schema) as write:
        write(table)


@contextmanager
def table_writer(
    path: str | Path, schema: pyarrow.Schema, row_group: int = ROW_GROUP
) -> Generator[Callable[[pd.DataFrame], None]]:
    """Give a function that adds rows to a Parquet file, which is written whole or not at all, in groups of rows.

    pandas itself can only write a whole table at once, with metadata that depend on its version.
    """
    with replacing(path) as temporary, parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
        waiting = schema.empty_table()

        def write(rows: pd.DataFrame) -> None:
            nonlocal waiting
            rows = pyarrow.Table.from_pandas(rows, schema, preserve_index=False).replace_schema_metadata()
            waiting = pyarrow.concat_tables([waiting, rows])
            while len(waiting) >= row_group:
                writer.write_table(waiting[:row_group].combine_chunks())
                waiting = waiting[row_group:]

        yield write
        writer.write_table(waiting.combine_chunks())


@contextmanager
def json_lines_writer(path: str | Path) -> Generator[Callable[[dict], object]]:
    r"""Give a function that adds a JSON object as a line to a file, which is written whole or not at all.

    `DataFrame.to_json` would escape each slash of an address as `\/`.
    """
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _typed(table: pyarrow.Table) -> pd.DataFrame:
    return table.to_pandas(types_mapper=pd.ArrowDtype)
