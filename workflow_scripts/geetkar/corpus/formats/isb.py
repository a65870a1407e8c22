r"""The ISB file: a header of TeX fields, then a song's words in ITRANS.

Real files leave fields out, misspell commands and forget braces and markers; what can be read is read, what
cannot is refused with a reason, and every departure from the format is told as one of the song's quirks.
docs/isb.md has the grammar. Every step is linear in the file's length.
"""

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache

MOST_CHARACTERS = 100_000  # the longest real file has some thousand

START = re.compile(r"\\startsong\b", re.IGNORECASE)
INDIAN = re.compile(r"^[ \t]*#indian\b.*$", re.IGNORECASE | re.MULTILINE)
PRINT_TITLE = re.compile(r"^[ \t]*\\print\w*.*$", re.IGNORECASE | re.MULTILINE)
BODY_END = re.compile(r"^[ \t]*#end\w*|\\endsong\b", re.IGNORECASE | re.MULTILINE)
END_SONG = re.compile(r"\\endsong\b", re.IGNORECASE)
FIELD = re.compile(r"^[ \t]*\\([A-Za-z]{3,12})[ \t]*+(:?[ \t]*+[{(])([^\n]*)$", re.MULTILINE)
MARKUP = re.compile(r"##|\{\}")
REMARK = re.compile(r"^[ \t]*%+[ \t]*([^\s%].*)$", re.MULTILINE)
CREDIT = re.compile(r"(\w+)[ \t]*:[ \t]*(.*)")
TAG = re.compile(
    r"</?(?:a|b|body|br|center|div|font|h\d|hr|html|i|p|pre|span|table|td|tr|u)\b[^<>\n]*>|&[a-z]{2,6};",
    re.IGNORECASE,
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
YEAR = re.compile(r"[\s(\[]*((?:18|19|20)\d\d)[\s)\].,;:]*")  # alone in its field, but for brackets and a period
AND = re.compile(r"[,;&/]|\band\b")

FIELDS = ("stitle", "film", "year", "starring", "singer", "music", "lyrics")
CREDITS = ("contributor", "transliterator", "editor")
NEAR = 0.75  # how alike a misspelt name is, of 1


class Rejected(Exception):  # noqa: N818 (a verdict, not a fault)
    """A song that cannot be used: `reason` is one of a few names, `detail` says what was found."""

    def __init__(self, reason: str, detail: str):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Song:
    """One song of an ISB file.

    `body` is its text as written; `year` is None where the file does not say it for certain. `contributor`,
    `transliterator` and `editor` are as the header's comments name them, `remarks` its other comments, and what is
    said of a year that is not certain. `quirks` says where the file departs from the format.
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


@dataclass
class Header:
    """What the lines before a song's body say."""

    fields: dict[str, str] = field(default_factory=dict)
    credits: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    quirks: list[str] = field(default_factory=list)


def parse_isb(song: str, raw: str) -> list[Song]:
    """Read the songs of a file; `song` is its id, and several songs in one file are `ID.1`, `ID.2`, ..., since
    no file's id has a point

    Of several, some may be without words.

    Raises `Rejected` when the file holds no song: `too_long`, `not_text`, `not_isb` or `no_lyrics`.
    """
    if len(raw) > MOST_CHARACTERS:
        raise Rejected("too_long", f"{len(raw):,} characters, more than {MOST_CHARACTERS:,}")
    if control := CONTROL.search(raw):
        raise Rejected("not_text", f"control character U+{ord(control.group()):04X} at {control.start()}")
    text = raw.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    before, *pieces = START.split(text)
    quirks = _quirks_of_file(raw, len(pieces))
    if not pieces and INDIAN.search(text):
        pieces = [text]
    elif len(pieces) == 1:
        pieces = [before + pieces[0]]
    if not pieces:
        raise Rejected("not_isb", r"neither \startsong nor #indian in it")
    names = [song] if len(pieces) == 1 else [f"{song}.{number}" for number in range(1, len(pieces) + 1)]
    songs = [_read_song(name, piece, quirks) for name, piece in zip(names, pieces, strict=True)]
    if not any(read.body.strip(" \t\n%") for read in songs):
        raise Rejected("no_lyrics", "nothing between the header and the end of the song")
    return songs


def _quirks_of_file(raw: str, starts: int) -> list[str]:
    found = {
        r"no \startsong": starts == 0,
        "several songs in a file": starts > 1,
        "carriage returns": "\r" in raw,
        "tabs": "\t" in raw,
        "not ASCII": not raw.isascii(),
        "HTML tags": TAG.search(raw) is not None,
    }
    return [quirk for quirk, present in found.items() if present]


def _read_song(song: str, piece: str, quirks_of_file: list[str]) -> Song:
    header_text, body, quirks = _part(piece)
    header = _read_header(header_text)
    stated = header.fields.get("year", "")
    year = YEAR.fullmatch(stated)
    if stated.strip(" ?") and year is None:
        header.quirks.append("year unclear")
        header.remarks.append(f"year: {stated}")
    return Song(
        song=song,
        title=header.fields.get("stitle", ""),
        film=header.fields.get("film", ""),
        year=int(year.group(1)) if year else None,
        starring=_people(header.fields.get("starring", "")),
        singers=_people(header.fields.get("singer", "")),
        composers=_people(header.fields.get("music", "")),
        lyricists=_people(header.fields.get("lyrics", "")),
        **{name: header.credits.get(name, "") for name in CREDITS},
        remarks=tuple(header.remarks),
        body=body,
        quirks=tuple(dict.fromkeys([*quirks_of_file, *quirks, *header.quirks])),
    )


def _part(piece: str) -> tuple[str, str, list[str]]:
    r"""Header, body and quirks: parted by `#indian`, else by `\printtitle`, else by the last field."""
    indian, title = INDIAN.search(piece), PRINT_TITLE.search(piece)
    fields = [field for field in FIELD.finditer(piece) if _nearest(field.group(1).lower(), FIELDS)]
    start = indian or title or next(reversed(fields), None)
    if start is None:
        return "", "", []
    end = BODY_END.search(piece, start.end())
    quirks = {
        "no #indian": indian is None,
        r"no \printtitle": title is None,
        r"misspelt \printtitle": title is not None and r"\printtitle" not in title.group(),
        "no #endindian": end is None or "end" not in end.group().lower() or "#" not in end.group(),
        r"no \endsong": END_SONG.search(piece, start.end()) is None,
    }
    body = piece[start.end() : end.start() if end else len(piece)]
    return piece[: start.end()], body, [quirk for quirk, present in quirks.items() if present]


def _read_header(text: str) -> Header:
    """Values by field; a misspelt one (`singers`, `Film`, `lyric`) is taken for the nearest."""
    header = Header()
    for match in FIELD.finditer(text):
        name, opening, rest = match.groups()
        nearest = _nearest(name.lower(), FIELDS)
        if nearest is None:
            header.quirks.append("unknown field")
            continue
        if name != nearest:
            header.quirks.append(f"field misspelt: {nearest}")
        if opening != "{":
            header.quirks.append("brace mistyped")
        if "}" not in rest:
            header.quirks.append("brace not closed")
            rest = _on_next_line(text, match.end(), rest)
        if "}" not in rest and "(" in opening:
            rest = rest.rstrip("% \t").removesuffix(")")
        value = _plain(rest.rpartition("}")[0] if "}" in rest else rest.strip("% \t"))
        if header.fields.setdefault(nearest, value) != value:
            header.quirks.append("field given twice")
            if nearest == "year":  # two years are none for certain
                header.fields["year"] = ", ".join(filter(None, (header.fields["year"], value)))
    header.quirks += [f"field missing: {name}" for name in FIELDS if name not in header.fields]
    header.quirks += [f"field empty: {name}" for name in FIELDS if header.fields.get(name, name).strip(" ?") == ""]
    _read_remarks(text, header)
    return header


def _plain(value: str) -> str:
    r"""A field's value without the marks of English; `\-` is a hyphen, a brace inside was to be a bracket."""
    return " ".join(MARKUP.sub("", value).replace("\\-", "-").replace("{", " (").replace("}", ") ").split())


@lru_cache(1_000)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    """Which of some names a misspelt one is taken for."""
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=NEAR)), None)


def _on_next_line(text: str, end: int, value: str) -> str:
    """A value whose brace is closed one line later."""
    following = text[end + 1 : text.find("\n", end + 1)]
    return f"{value} {following}" if "}" in following and not following.lstrip().startswith(("\\", "%")) else value


def _read_remarks(text: str, header: Header) -> None:
    """Comments of the header: who wrote the file, and what else they had to say."""
    for remark in REMARK.findall(text):
        credit = CREDIT.fullmatch(remark)
        name = _nearest(credit.group(1).lower(), CREDITS) if credit else None
        if credit and name:
            header.credits.setdefault(name, credit.group(2).strip())
        else:
            header.remarks.append(remark.rstrip())


def _people(value: str) -> tuple[str, ...]:
    """Names in a list, in its order; a lone question mark is nobody."""
    names = (name.strip(" ?\t") for name in AND.split(value))
    return tuple(name for name in names if name)
