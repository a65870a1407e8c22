"""What every reader makes of a file: songs, or the reason why it has none."""

from dataclasses import dataclass


class Rejected(Exception):  # noqa: N818 (a verdict, not a fault)
    """A song that cannot be used: `reason` is one of a few names, `detail` says what was found."""

    def __init__(self, reason: str, detail: str):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Song:
    """One song of a file.

    `body` is its text as written; `year` is None where the file does not say it for certain. `contributor`,
    `transliterator` and `editor` are as the file names them, `remarks` is what else it says of the song, and what it
    says of a year that is not certain. `quirks` says where the file departs from its format.
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
    quirks: tuple[str, ...] = ()
