"""Read songs from tables: CSV, TSV, JSON Lines and Parquet, with a song in each row.

Rows are read one by one, so that a table can be larger than memory, and so that a bad row spoils no other: pandas fills
up rows that are too short, rejects a whole chunk for an invalid JSON line, and names no lines.
"""

import csv
import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import pyarrow
from pyarrow import parquet

from geetkar.corpus.formats.metadata import read_people, read_year
from geetkar.corpus.formats.song import NOT_TEXT, Origin, Reading, Rejected, Song
from geetkar.corpus.formats.text import first_line, plain_song, with_plain_line_ends
from geetkar.songs.encodings import encoding_of
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import checksum

DELIMITERS = (",", ";", "\t", "|")
LARGEST_CELL = 1_000_000  # characters; a quote that is not closed ends here at the latest
LONGEST_LINE = 10_000_000  # characters; the rest of a longer line is read as another one, so that memory stays flat
BLOCK = 1 << 20  # bytes
BATCH = 200  # rows of a Parquet file
NAMES = ("singers", "composers", "lyricists")
MOST_SHOWN, LONGEST_SHOWN = 20, 60  # columns in a message, characters of each
FLOAT = re.compile(r"(\d+)\.0")  # a year, as pandas writes it if some years are missing


@dataclass(frozen=True)
class Row:
    """A row of a table: its `line` in the file, counted from 1, its cells by column, and its text in the file.

    A row that cannot be read has a `flaw` in place of cells.
    """

    line: int
    cells: Mapping[str, object]
    raw: str
    flaw: str = ""


def read(file: SourceFile, songs: Songs) -> Iterator[Reading]:
    """Yield the songs of a table, with the ids `ID.1`, `ID.2`, ... of its rows.

    Raise `InputError` when the table lacks a column that the configuration names, or cannot be read at all.
    """
    encoding, rows = _open(file, songs)
    origin = Origin(file.name, None, None, checksum(file.path), encoding)
    columns: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        if not row.flaw and not columns:
            columns = _columns(row.cells, songs, file)
        name = f"{file.song}.{number}"
        try:
            found: Song | Rejected = _song(name, row, columns, songs)
        except Rejected as rejection:
            found = rejection
        yield Reading(origin, name, found, row.raw, row.line)


def _open(file: SourceFile, songs: Songs) -> tuple[str, Iterator[Row]]:
    """Return the encoding and the rows of a table."""
    if file.has((".parquet",)):
        return "utf-8", _parquet_rows(file.path, songs)
    with file.path.open("rb") as opened:
        encoding = encoding_of(iter(lambda: opened.read(BLOCK), b""))
    rows = _json_rows if file.has((".jsonl",)) else _delimited_rows
    return encoding, rows(file.path, encoding, songs)


def _delimited_rows(path: Path, encoding: str, songs: Songs) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding=encoding, newline="") as opened:
        delimiter = _delimiter(opened.readline(LARGEST_CELL), songs)
        opened.seek(0)
        reader = csv.reader(_lines(opened), delimiter=delimiter, strict=True)
        header: list[str] | None = None
        while True:
            line = reader.line_num + 1
            try:
                fields = next(reader, None)
            except csv.Error as error:
                yield Row(line, {}, "", f"line {line}: {error}; is a quote not closed, or not doubled?")
                continue
            if fields is None:
                return
            if header is None:
                header = [name.strip() for name in fields]
            elif fields:
                yield _delimited_row(line, reader.line_num, header, fields, delimiter)


def _lines(opened: TextIO) -> Iterator[str]:
    return iter(lambda: opened.readline(LONGEST_LINE), "")


def _delimited_row(line: int, last: int, header: Sequence[str], fields: Sequence[str], delimiter: str) -> Row:
    if len(fields) != len(header):
        lines = f"line {line}" if line == last else f"lines {line} to {last}"
        flaw = f"{lines}: {len(fields)} fields, but the header has {len(header)}"
        return Row(line, {}, delimiter.join(fields), flaw)
    return Row(line, dict(zip(header, fields, strict=True)), delimiter.join(fields))


def _delimiter(header: str, songs: Songs) -> str:
    """Return the character that separates the columns: the one by which the header has the most columns that are used.

    Of several, the one that separates the most.
    """
    wanted = set(_wanted(songs).values())

    def used(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return len(wanted.intersection(map(str.strip, names))), len(names)

    return max(DELIMITERS, key=used)


def _json_rows(path: Path, encoding: str, _songs: Songs) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="\n") as opened:
        for line, text in enumerate(_lines(opened), start=1):
            if not text.strip():
                continue
            try:
                cells = json.loads(text)
            except (ValueError, RecursionError) as error:
                yield Row(line, {}, text, f"line {line} is not JSON: {error}")
                continue
            if isinstance(cells, dict):
                yield Row(line, cells, text)
            else:
                yield Row(line, {}, text, f"line {line} is not a JSON object")


def _parquet_rows(path: Path, songs: Songs) -> Iterator[Row]:
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as table:
            names = table.schema_arrow.names
            used = [name for name in dict.fromkeys(_wanted(songs).values()) if name in names]
            if not used:
                yield Row(1, dict.fromkeys(names), "")
                return
            line = 0
            for batch in table.iter_batches(BATCH, columns=used, use_threads=False):
                for cells in batch.to_pylist():
                    line += 1
                    yield Row(line, dict.fromkeys(names) | cells, json.dumps(cells, ensure_ascii=False, default=str))
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{path} cannot be read as a Parquet file ({error}): export it again.") from error


def _wanted(songs: Songs) -> dict[str, str]:
    """Return the columns that can be used, by what is in them; without a configured name, it is the same name."""
    return {key: name or key for key, name in songs.columns.items()}


def _columns(cells: Mapping[str, object], songs: Songs, file: SourceFile) -> dict[str, str]:
    """Return the columns of a table by what is in them. Raise `InputError` when one is missing."""
    wanted = _wanted(songs)
    for key, name in wanted.items():
        if name not in cells and (key == "lyrics" or songs.columns[key]):
            known = {column.lower(): column for column in cells}
            near = difflib.get_close_matches(name.lower(), known, n=1)
            raise InputError(
                f"config key `songs.columns.{key}`: {file.path} has no column {name!r}; "
                f"{f'did you mean {known[near[0]]!r}? ' if near else ''}its columns are {_shown(cells)}."
            )
    return {key: name for key, name in wanted.items() if name in cells}


def _shown(names: Iterable[str]) -> str:
    return ", ".join(repr(name[:LONGEST_SHOWN]) for name in islice(names, MOST_SHOWN))


def _song(name: str, row: Row, columns: Mapping[str, str], songs: Songs) -> Song:
    """Return the song of a row. Raise `Rejected` when it cannot be used."""
    if row.flaw:
        raise Rejected("bad_row", row.flaw)
    cells = {key: row.cells.get(column) for key, column in columns.items()}
    lyrics = _lyrics(cells["lyrics"])
    year, remarks_on_year = read_year(FLOAT.sub(r"\1", _value(cells.get("year"))))
    people = {key: read_people(_list(cells.get(key))) for key in NAMES}
    remarks = {"year": remarks_on_year} | {key: remarks_on_people for key, (_, remarks_on_people) in people.items()}
    return plain_song(
        name,
        lyrics,
        songs,
        title=_value(cells.get("title")) or first_line(lyrics),
        film=_value(cells.get("film")),
        year=year,
        **{key: names for key, (names, _) in people.items()},
        remarks=tuple(f"{key}: {remark}" for key, each in remarks.items() for remark in each),
    )


def _lyrics(cell: object) -> str:
    r"""Return lyrics with line breaks: a text, a list of lines, or a list of verses, which are lists of lines.

    In a text without line breaks, `\n` typed out is one. Raise `Rejected` with `bad_row` for anything else.
    """
    if isinstance(cell, str):
        text = with_plain_line_ends(cell)
        return text if "\n" in text else text.replace("\\n", "\n")
    parts = cell if isinstance(cell, list) else [] if cell is None else [cell]
    verses = [part for part in parts if isinstance(part, list)]
    lines = [line for verse in verses or [parts] for line in verse]
    if (verses and len(verses) < len(parts)) or not all(isinstance(line, str) for line in lines):
        raise Rejected("bad_row", "the lyrics are neither a text nor a list of lines")
    return "\n\n".join("\n".join(verse) for verse in verses or [parts])


def _value(cell: object) -> str:
    """Return another cell as one line of text, without what is not text; a missing number is nothing."""
    return "" if cell is None or cell != cell else " ".join(NOT_TEXT.sub(" ", str(cell)).split())


def _list(cell: object) -> str:
    """Return a cell that is a text or a list as one line of text, with commas between the parts of a list."""
    return ", ".join(map(_value, cell)) if isinstance(cell, list) else _value(cell)
