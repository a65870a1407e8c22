"""The corpus's tables, row by row."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow
from pyarrow import parquet

from geetkar.corpus.tables import DUPLICATES, LANGUAGES, MARK, SONGS, SPLITS, VERSES, json_lines_writer  # noqa: F401
from geetkar.workflow.files import replacing

ROWS = 200  # songs held in memory at a time


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
