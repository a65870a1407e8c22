"""The songs to read, as the configuration names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Songs:
    """The configuration's `songs`.

    schemas/config.schema.yaml explains the keys and has the defaults. Without folder and files, the songs are those of
    the live archive.
    """

    folder: str | None
    files: Sequence[str]
    format: Literal["auto", "isb", "text", "table"]
    separator: str | None
    script: Literal["auto", "itrans", "roman", "devanagari"]
    language: Literal["hindi", "any"]
    columns: Mapping[str, str | None]
