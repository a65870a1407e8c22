"""The parsed songs on disk: one Parquet row a song, read and written in batches."""

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow
from pyarrow import parquet

from geetkar.workflow.files import replacing

ROWS = 200  # songs held in memory at a time

# Arrow's own allocator keeps what was freed; the system's gives it back, and memory does not grow with the songs.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())

VERSES = pyarrow.list_(pyarrow.list_(pyarrow.string()))
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
        ("year", pyarrow.int32()),
        ("starring", pyarrow.list_(pyarrow.string())),
        ("singers", pyarrow.list_(pyarrow.string())),
        ("composers", pyarrow.list_(pyarrow.string())),
        ("lyricists", pyarrow.list_(pyarrow.string())),
        ("contributor", pyarrow.string()),
        ("transliterator", pyarrow.string()),
        ("editor", pyarrow.string()),
        ("remarks", pyarrow.list_(pyarrow.string())),
        ("quirks", pyarrow.list_(pyarrow.string())),
        ("marks", pyarrow.list_(MARK)),
        ("verses", VERSES),
    ]
)
DUPLICATES = pyarrow.schema(
    [
        ("song", pyarrow.string()),
        ("cluster", pyarrow.string()),
        ("kept", pyarrow.bool_()),
        ("similarity", pyarrow.float64()),
    ]
)
LANGUAGES = pyarrow.schema([("song", pyarrow.string()), ("language", pyarrow.string())])
SPLITS = pyarrow.schema([("song", pyarrow.string()), ("split", pyarrow.string())])


@contextmanager
def rows_writer(path: str | Path, schema: pyarrow.Schema) -> Generator[Callable[[dict], None]]:
    """Give a function that adds a row to a Parquet file; the file is whole or not there."""
    with replacing(path) as temporary, parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
        waiting: list[dict] = []

        def add(row: dict) -> None:
            waiting.append(row)
            if len(waiting) == ROWS:
                flush()

        def flush() -> None:
            writer.write_table(pyarrow.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        yield add
        flush()


def write_rows(path: str | Path, rows: Iterable[dict], schema: pyarrow.Schema) -> None:
    """Write rows to a Parquet file, whole or not at all."""
    with rows_writer(path, schema) as add:
        for row in rows:
            add(row)


def read_rows(path: str | Path, columns: list[str] | None = None) -> Iterator[dict]:
    """Rows of a Parquet file, with all columns or some."""
    with parquet.ParquetFile(path, pre_buffer=False) as file:
        for batch in file.iter_batches(ROWS, columns=columns, use_threads=False):
            yield from batch.to_pylist()


def read_column_pairs(path: str | Path, key: str, value: str) -> dict:
    """Two columns of a Parquet file as a mapping, in the file's order."""
    return {row[key]: row[value] for row in read_rows(path, [key, value])}


@contextmanager
def json_lines_writer(path: str | Path) -> Generator[Callable[[dict], object]]:
    """Give a function that writes a JSON object a line; the file is whole or not there."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")
