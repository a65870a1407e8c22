"""What one time step is: a character, or a word.

Text is taken apart into units and put together again without loss, except that an unknown unit stays unknown.
A line break is a unit of its own in both; between words, the space is understood.
"""

import re
from collections.abc import Iterable

WORD = re.compile(r"\n|[^ \n]+")


def split_into_units(text: str, unit: str) -> list[str]:
    """Take a text apart into its units: `char` or `word`."""
    return list(text) if unit == "char" else WORD.findall(text)


def join_units(units: Iterable[str], unit: str) -> str:
    """Put units together again; words are parted by a space, except around line breaks."""
    if unit == "char":
        return "".join(units)
    return re.sub(r" ?\n ?", "\n", " ".join(units))
