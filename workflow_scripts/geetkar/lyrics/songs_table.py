"""The parsed songs on disk: one Parquet row a song, read and written in batches."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow
from pyarrow import parquet

from geetkar.files import replacing

ROWS = 1_000  # songs held in memory at a time

SONGS = pyarrow.schema(
    [
        ("song", pyarrow.string()),
        ("url", pyarrow.string()),
        ("fetched_at", pyarrow.string()),
        ("sha256", pyarrow.string()),
        ("title", pyarrow.string()),
        ("film", pyarrow.string()),
        ("year", pyarrow.int32()),
        ("starring", pyarrow.list_(pyarrow.string())),
        ("singers", pyarrow.list_(pyarrow.string())),
        ("composers", pyarrow.list_(pyarrow.string())),
        ("lyricists", pyarrow.list_(pyarrow.string())),
        ("verses", pyarrow.list_(pyarrow.list_(pyarrow.string()))),
    ]
)
DUPLICATES = pyarrow.schema(
    [("song", pyarrow.string()), ("cluster", pyarrow.string()), ("kept", pyarrow.bool_())]
)
SPLITS = pyarrow.schema([("song", pyarrow.string()), ("split", pyarrow.string())])


def write_rows(path: str | Path, rows: Iterable[dict], schema: pyarrow.Schema) -> None:
    """Write rows to a Parquet file, whole or not at all."""
    with replacing(path) as temporary, parquet.ParquetWriter(temporary, schema) as writer:
        rows = iter(rows)
        while batch := list(islice(rows, ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


def read_rows(path: str | Path, columns: list[str] | None = None) -> Iterator[dict]:
    """Rows of a Parquet file, with all columns or some."""
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS, columns=columns):
            yield from batch.to_pylist()


def read_column_pairs(path: str | Path, key: str, value: str) -> dict:
    """Two columns of a Parquet file as a mapping, in the file's order."""
    return {row[key]: row[value] for row in read_rows(path, [key, value])}


def write_json_lines(path: str | Path, rows: Iterable[dict]) -> None:
    """Write one JSON object a line, whole or not at all."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
