"""Unicode's normal forms, in linear time."""

import re
import unicodedata
from typing import Literal

PIECE = re.compile(r"\S{1,200}|\s+")


def normalize(text: str, form: Literal["NFC", "NFKD"] = "NFC") -> str:
    """Return a text in a normal form, in which a letter with an accent has one spelling.

    Python sorts runs of accents in quadratic time, so words are cut after 200 characters.
    """
    return "".join(unicodedata.normalize(form, piece) for piece in PIECE.findall(text))
