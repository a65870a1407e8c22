"""The songs as a CSV file for spreadsheets: a song a row, no cell that is computed or too long."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pandas

from geetkar.corpus.tables import records_of
from geetkar.dataset.tables import COLUMNS
from geetkar.workflow.files import replacing

# A mark is a record of its own, which fits no cell.
SONG, *OTHERS = (name for name, _, _ in COLUMNS if name != "marks")
HEADER = [SONG, "split", *OTHERS]
MOST_CHARACTERS = 32_767  # of a cell in Excel, which counts as UTF-16 does
# A cell that begins so is computed, https://owasp.org/www-community/attacks/CSV_Injection; and so is what comes after a
# separator, where a spreadsheet takes another one than the comma.
COMPUTED = re.compile(r'^(?=[\t\r\n])|(?:^|[;,\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])')


@contextmanager
def spreadsheet_writer(path: str | Path) -> Generator[Callable[[pandas.DataFrame], None]]:
    """Give a function that writes rows of the data set, each with its `split`; the file is whole or not there."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        _write(pandas.DataFrame(columns=HEADER), file, header=True)
        yield lambda rows: _write(_cells(rows), file, header=False)


def _write(cells: pandas.DataFrame, file: TextIO, header: bool) -> None:
    r"""Write cells; lines end in \r\n (RFC 4180), those within a cell in \n."""
    cells.to_csv(file, header=header, index=False, lineterminator="\r\n")


def _cells(rows: pandas.DataFrame) -> pandas.DataFrame:
    records = records_of(rows[HEADER])
    return pandas.DataFrame({name: [cell(record[name]) for record in records] for name in HEADER})


def cell(value: str | int | list | None) -> str:
    """Return a value as a cell shows it: people with commas between them, a line of lyrics a line."""
    return _cut(COMPUTED.sub(r"\g<0>'", _text(value)))


def _text(value: str | int | list | None) -> str:
    if not isinstance(value, list):
        return "" if value is None else str(value)
    if any(isinstance(each, list) for each in value):
        return "\n\n".join("\n".join(verse) for verse in value)
    return ", ".join(value)


def _cut(text: str) -> str:
    """Cut a text that no cell holds, at the end of a line, and say so by an ellipsis."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    kept = units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore")
    return kept[: kept.rfind("\n") + 1] + "…" if "\n" in kept else kept + "…"
