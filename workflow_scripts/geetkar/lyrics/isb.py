r"""The ISB file: a header of TeX fields, then a song's words in ITRANS.

Real files leave fields out, misspell commands and forget braces and markers; what can be read is read, what
cannot is refused with a reason. Every step is linear in the file's length.
"""

import difflib
import re
from dataclasses import dataclass, replace

MOST_CHARACTERS = 1_000_000  # the longest real file has some thousand

START = re.compile(r"\\startsong\b", re.IGNORECASE)
BODY_START = re.compile(r"^[ \t]*#indian\b.*$|^[ \t]*\\print\w*.*$", re.IGNORECASE | re.MULTILINE)
INDIAN = re.compile(r"^[ \t]*#indian\b.*$", re.IGNORECASE | re.MULTILINE)
BODY_END = re.compile(r"^[ \t]*#end\w*|\\endsong\b", re.IGNORECASE | re.MULTILINE)
FIELD = re.compile(r"^[ \t]*\\([A-Za-z]{3,12})[ \t]*\{([^\n]*)$", re.MULTILINE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
AND = re.compile(r"[,;&/]|\band\b")

FIELDS = ("stitle", "film", "year", "starring", "singer", "music", "lyrics")


class Rejected(Exception):  # noqa: N818 (a verdict, not a fault)
    """A song that cannot be used: `reason` is one of a few names, `detail` says what was found."""

    def __init__(self, reason: str, detail: str):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Song:
    """One song of an ISB file. `body` is its text as written; `year` is None where the file does not say."""

    song: str
    title: str
    film: str
    year: int | None
    starring: tuple[str, ...]
    singers: tuple[str, ...]
    composers: tuple[str, ...]
    lyricists: tuple[str, ...]
    body: str


def parse_isb(song: str, raw: str) -> list[Song]:
    """Read the songs of a file; `song` is its id, and several songs in one file are `ID-1`, `ID-2`, ...

    Raises `Rejected` when the file holds no song: `too_long`, `not_text`, `not_isb` or `no_lyrics`.
    """
    if len(raw) > MOST_CHARACTERS:
        raise Rejected("too_long", f"{len(raw):,} characters, more than {MOST_CHARACTERS:,}")
    if control := CONTROL.search(raw):
        raise Rejected("not_text", f"control character U+{ord(control.group()):04X} at {control.start()}")
    text = raw.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    _, *pieces = START.split(text)
    if not pieces and INDIAN.search(text):
        pieces = [text]
    if not pieces:
        raise Rejected("not_isb", r"neither \startsong nor #indian in it")
    songs = [read for piece in pieces if (read := _read_song(song, piece)).body.strip(" \t\n%")]
    if not songs:
        raise Rejected("no_lyrics", "nothing between the header and the end of the song")
    if len(songs) == 1:
        return songs
    return [replace(each, song=f"{song}-{number}") for number, each in enumerate(songs, start=1)]


def _read_song(song: str, piece: str) -> Song:
    header, body = _part(piece)
    fields = _read_fields(header)
    year = YEAR.search(fields.get("year", ""))
    return Song(
        song=song,
        title=fields.get("stitle", ""),
        film=fields.get("film", ""),
        year=int(year.group()) if year else None,
        starring=_people(fields.get("starring", "")),
        singers=_people(fields.get("singer", "")),
        composers=_people(fields.get("music", "")),
        lyricists=_people(fields.get("lyrics", "")),
        body=body,
    )


def _part(piece: str) -> tuple[str, str]:
    r"""Header and body: parted by `#indian`, else by `\printtitle`, else by the last field."""
    starts = [INDIAN.search(piece), BODY_START.search(piece), *list(FIELD.finditer(piece))[-1:]]
    start = next((match for match in starts if match), None)
    if start is None:
        return "", ""
    end = BODY_END.search(piece, start.end())
    return piece[: start.end()], piece[start.end() : end.start() if end else len(piece)]


def _read_fields(header: str) -> dict[str, str]:
    """Values by field; a misspelt one (`singers`, `Film`, `lyric`) is taken for the nearest."""
    fields: dict[str, str] = {}
    for name, rest in FIELD.findall(header):
        if nearest := difflib.get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.7):
            value = rest.rpartition("}")[0] if "}" in rest else rest.rstrip("% \t")
            fields.setdefault(nearest[0], " ".join(value.split()))
    return fields


def _people(value: str) -> tuple[str, ...]:
    """Names in a list, in its order; a lone question mark is nobody."""
    names = (name.strip(" ?\t") for name in AND.split(value))
    return tuple(name for name in names if name)
