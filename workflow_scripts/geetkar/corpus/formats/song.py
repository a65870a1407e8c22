"""Songs, as readers return them, and the exception for files and songs that cannot be used."""

import re
from dataclasses import dataclass

MOST_CHARACTERS = 100_000  # of a song; the longest real one has a few thousand
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")  # control characters, halves of characters


class Rejected(Exception):  # noqa: N818 (a result, not an error)
    """A file or song that cannot be used: `reason` is a short name, `detail` says what was found."""

    def __init__(self, reason: str, detail: str):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Song:
    """One song of a file.

    `body` is the text as written; `markup` says which signs have a meaning in it (`isb` or `text`), and `script` is the
    script of its words (`itrans`, `roman`, `devanagari`, or `as_written` for other languages). `film` is a film or
    album, `film_variants` are its other titles, and `non_film` says that the song is from no film. `year` is `None` if
    it is missing or uncertain. `contributor`, `transliterator` and `editor` are as in the file, and `comments` are the
    others. `remarks` has what the fields say in addition, as `singer: Lata (live)`. `quirks` lists departures from the
    file format.
    """

    song: str
    title: str = ""
    film: str = ""
    film_variants: tuple[str, ...] = ()
    non_film: bool = False
    year: int | None = None
    starring: tuple[str, ...] = ()
    singers: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    lyricists: tuple[str, ...] = ()
    contributor: str = ""
    transliterator: str = ""
    editor: str = ""
    comments: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    body: str = ""
    markup: str = "isb"
    script: str = "itrans"
    quirks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """The file that songs come from.

    `file` is its name, or its path below the folder of songs; `url` and `fetched_at` are those of an archive.
    """

    file: str | None
    url: str | None
    fetched_at: str | None
    sha256: str
    encoding: str


@dataclass(frozen=True)
class Reading:
    """A part of a file as read: its song, or the reason why there is none.

    `song` is the song's id, `raw` the text of the part, and `line` the line of the file at which it begins (of a
    Parquet file, the row), counted from 1; `None` is the whole file.
    """

    origin: Origin
    song: str
    found: Song | Rejected
    raw: str
    line: int | None = None


def check_text(raw: str) -> None:
    """Raise `Rejected` when a song's text is `too_long` or `not_text`."""
    if len(raw) > MOST_CHARACTERS:
        raise Rejected("too_long", f"{len(raw):,} characters, more than {MOST_CHARACTERS:,}")
    if control := NOT_TEXT.search(raw):
        raise Rejected("not_text", f"control character U+{ord(control.group()):04X} at {control.start()}")
