"""Songs, as readers return them, and the exception for files and songs that cannot be used."""

from dataclasses import dataclass


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
    script of its words (`itrans`, `roman`, `devanagari`, or `as_written` for other languages). `year` is `None` when it
    is missing or uncertain. `contributor`, `transliterator` and `editor` are as in the file; `remarks` has the other
    comments, and the field of an uncertain year. `quirks` lists departures from the file format.
    """

    song: str
    title: str = ""
    film: str = ""
    year: int | None = None
    starring: tuple[str, ...] = ()
    singers: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    lyricists: tuple[str, ...] = ()
    contributor: str = ""
    transliterator: str = ""
    editor: str = ""
    remarks: tuple[str, ...] = ()
    body: str = ""
    markup: str = "isb"
    script: str = "itrans"
    quirks: tuple[str, ...] = ()
