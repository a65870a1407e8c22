"""Write the tables of the data set in three formats, and the checksums of its files."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pandas as pd

from geetkar.corpus.tables import json_lines_writer, records_of, table_writer
from geetkar.dataset.spreadsheet import spreadsheet_writer
from geetkar.dataset.tables import columns_of, dataset_rows, schema_of
from geetkar.workflow.files import checksum


def write_tables(
    songs: Iterable[pd.DataFrame],
    about: pd.DataFrame,
    parquet: Mapping[str, str],
    jsonl: Mapping[str, str],
    csv: str,
    scripts: Sequence[str],
) -> None:
    """Write each table to its path as Parquet and as JSON Lines, and all songs to one CSV file, in some scripts.

    `songs` are chunks of the songs table, `about` is what `describe_songs` returns.
    """
    schema = schema_of(scripts)
    with ExitStack() as stack:
        to_parquet = {table: stack.enter_context(table_writer(path, schema)) for table, path in parquet.items()}
        to_jsonl = {table: stack.enter_context(json_lines_writer(path)) for table, path in jsonl.items()}
        add_to_spreadsheet = stack.enter_context(spreadsheet_writer(csv, columns_of(scripts)))
        for chunk in songs:
            described = chunk.join(about, on="song", validate="one_to_one")
            rows = dataset_rows(described, scripts)
            for table, part in rows.groupby(described["table"]):
                to_parquet[table](part)
                for row in records_of(part):
                    to_jsonl[table](row)
            add_to_spreadsheet(rows.assign(split=described["table"]))


def checksums_of(paths: Iterable[str], folder: Path) -> str:
    """Return the SHA-256 checksums of files, relative to a folder, in the format of `sha256sum`."""
    return "".join(f"{checksum(path)}  {Path(path).relative_to(folder).as_posix()}\n" for path in paths)
