"""Write the songs as CSV for spreadsheets: one song per row, without formulas and cells that are too long."""

import re
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pandas as pd

from geetkar.corpus.tables import records_of
from geetkar.dataset.tables import Column
from geetkar.workflow.files import replacing

MOST_CHARACTERS = 32_767  # of a cell in Excel, which counts as UTF-16 does
# A spreadsheet computes a cell that begins so (https://owasp.org/www-community/attacks/CSV_Injection), and the text
# after a separator if it uses another separator than the comma.
COMPUTED = re.compile(r'^(?=[\t\r\n])|(?:^|[;,\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])')


@contextmanager
def spreadsheet_writer(path: str | Path, columns: Iterable[Column]) -> Generator[Callable[[pd.DataFrame], None]]:
    """Give a function that adds rows of the data set, with their `split`; the file is written whole or not at all.

    Marks are records, which do not fit into a cell, and are left out.
    """
    song, *others = (name for name, _, _ in columns if name != "marks")
    header = [song, "split", *others]
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        _write(pd.DataFrame(columns=header), file, header=True)
        yield lambda rows: _write(_cells(rows[header]), file, header=False)


def _write(cells: pd.DataFrame, file: TextIO, header: bool) -> None:
    r"""Write cells; rows end in \r\n (RFC 4180), lines inside a cell in \n."""
    cells.to_csv(file, header=header, index=False, lineterminator="\r\n")


def _cells(rows: pd.DataFrame) -> pd.DataFrame:
    records = records_of(rows)
    return pd.DataFrame({name: [cell(record[name]) for record in records] for name in rows.columns})


def cell(value: str | int | list | None) -> str:
    """Return a value as the text of a cell: names separated by commas, lyrics line by line."""
    return _cut(COMPUTED.sub(r"\g<0>'", _text(value)))


def _text(value: str | int | list | None) -> str:
    if not isinstance(value, list):
        return "" if value is None else str(value)
    if any(isinstance(each, list) for each in value):
        return "\n\n".join("\n".join(verse) for verse in value)
    return ", ".join(value)


def _cut(text: str) -> str:
    """Shorten a text that does not fit into a cell, at the end of a line if possible, and add an ellipsis."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text
    kept = units[: 2 * (MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore")
    return kept[: kept.rfind("\n") + 1] + "…" if "\n" in kept else kept + "…"
