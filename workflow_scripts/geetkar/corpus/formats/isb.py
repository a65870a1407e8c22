r"""Read ISB files: a header of TeX fields, then a song's words in ITRANS.

Real files lack fields, braces and markers, and misspell commands. They are read as far as possible, and each departure
from the format is recorded as a quirk of the song; files that cannot be read are rejected with a reason. docs/isb.md
has the grammar. Every step takes time linear in the file's length.
"""

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from geetkar.corpus.formats.song import Origin, Reading, Rejected, Song, check_text
from geetkar.corpus.lexer import DOTS, TAG, part
from geetkar.songs.encodings import decode
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile

START = re.compile(r"\\startsong\b", re.IGNORECASE)
INDIAN = re.compile(r"^[ \t]*#indian\b.*$", re.IGNORECASE | re.MULTILINE)
BODY_END = re.compile(r"^[ \t]*#end\w*|\\endsong\b", re.IGNORECASE | re.MULTILINE)
END_SONG = re.compile(r"\\endsong\b", re.IGNORECASE)
HEADER_LINE = re.compile(
    r"""
    ^ [ \t]*+ (?:
        \\ (?= (?P<title> (?i:print) )? )  # \printtitle, which can have braces like a field
        (?: (?P<field> [A-Za-z]{3,12} ) [ \t]*+ (?P<opening> :? [ \t]*+ [{(] ) )? (?P<value> .* )
    |
        %++ [ \t]*+ (?! [\s%] ) (?P<remark> (?P<credit> \w+ ) [ \t]*+ : [ \t]*+ (?P<person> .* ) | .+ )
    ) $
    """,
    re.MULTILINE | re.VERBOSE,
)
MARKUP = re.compile(r"##|\{\}")
COMMENT = re.compile(r"(?<!\\)%.*")
YEAR = re.compile(r"[\s(\[]*((?:18|19|20)\d\d)[\s)\].,;:]*")  # alone in its field, apart from brackets and punctuation
AND = re.compile(r"[,;&/]|\band\b")

FIELDS = ("stitle", "film", "year", "starring", "singer", "music", "lyrics")
CREDITS = ("contributor", "transliterator", "editor")
NEAR = 0.75  # least similarity of a misspelt name, from 0 to 1
THREE_DOTS = ("\\threedots", "...")


@dataclass
class Header:
    """The contents of the lines before a song's body."""

    fields: dict[str, str] = field(default_factory=dict)
    credits: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    quirks: list[str] = field(default_factory=list)


def read_records(records: Iterable[dict]) -> Iterator[Reading]:
    """Yield the songs of files as a crawl keeps them (`songs.jsonl.gz`), or the reasons why they have none."""
    for record in records:
        origin = Origin(**{name: record[name] for name in ("file", "url", "fetched_at", "sha256", "encoding")})
        raw = record["raw"]
        try:
            for song in read(record["song"], raw):
                yield Reading(origin, song.song, song, raw)
        except Rejected as rejection:
            yield Reading(origin, record["song"], rejection, raw)


def read_file(file: SourceFile, songs: Songs) -> Iterator[Reading]:
    """Yield the songs of a file, or the reason why it has none; `songs` decides nothing here."""
    content = file.path.read_bytes()
    encoding, raw = decode(content)
    origin = {"url": None, "fetched_at": None, "sha256": hashlib.sha256(content).hexdigest(), "encoding": encoding}
    yield from read_records([{"song": file.song, "file": file.name, **origin, "raw": raw}])


def read(song: str, raw: str) -> list[Song]:
    """Return the songs of a file with the id `song`; if there are several, some can be without words.

    Several songs in one file get the ids `ID.1`, `ID.2`, ..., which no file has, since ids contain no dot. Raise
    `Rejected` when the file has no song: `too_long`, `not_text`, `not_isb` or `no_lyrics`.
    """
    check_text(raw)
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
    if not any(each.body.strip(" \t\n%") for each in songs):
        raise Rejected("no_lyrics", "nothing between the header and the end of the song")
    return songs


def _quirks_of_file(raw: str, starts: int) -> list[str]:
    found = {
        r"no \startsong": starts == 0,
        "several songs in a file": starts > 1,
        "carriage returns": "\r" in raw,
        "tabs": "\t" in raw,
        "not ASCII": not raw.isascii(),
        "HTML tags": part(TAG).search(raw) is not None,
    }
    return [quirk for quirk, present in found.items() if present]


def _read_song(song: str, piece: str, quirks_of_file: list[str]) -> Song:
    header, body, quirks = _read_parts(piece)
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
        quirks=tuple(dict.fromkeys([*quirks_of_file, *quirks, *header.quirks, *_quirks_of_body(body)])),
    )


def _read_parts(piece: str) -> tuple[Header, str, list[str]]:
    r"""Return header, body and quirks; the header ends at `#indian`, else at `\printtitle`, else at the last field."""
    lines = list(HEADER_LINE.finditer(piece))
    indian, title = INDIAN.search(piece), next((line for line in lines if line["title"]), None)
    fields = (line for line in reversed(lines) if line["field"] and _nearest(line["field"].lower(), FIELDS))
    start = indian or title or next(fields, None)
    if start is None:
        return _read_header("", []), "", []
    end = BODY_END.search(piece, start.end())
    quirks = {
        "no #indian": indian is None,
        r"no \printtitle": title is None,
        r"misspelt \printtitle": title is not None and r"\printtitle" not in title.group(),
        "no #endindian": end is None or "end" not in end.group().lower() or "#" not in end.group(),
        r"no \endsong": END_SONG.search(piece, start.end()) is None,
    }
    header = _read_header(piece[: start.end()], [line for line in lines if line.end() <= start.end()])
    body = piece[start.end() : end.start() if end else len(piece)]
    return header, body, [quirk for quirk, present in quirks.items() if present]


def _quirks_of_body(body: str) -> list[str]:
    text = COMMENT.sub("", body)
    elisions = {found.group().lower() for found in part(DOTS).finditer(text)}
    found = {
        "English span not closed": text.count("##") % 2 == 1,
        r"misspelt \threedots": any(not each.startswith(THREE_DOTS) for each in elisions),
        "bracket not closed": text.count("(") != text.count(")"),
    }
    return [quirk for quirk, present in found.items() if present]


def _read_header(text: str, lines: list[re.Match]) -> Header:
    """Return the header; a misspelt field (`singers`, `Film`, `lyric`) is read as the most similar one."""
    header = Header()
    for line in lines:
        if line["field"]:
            _read_field(text, line, header)
        elif line["remark"]:
            _read_remark(line, header)
    header.quirks += [f"field missing: {name}" for name in FIELDS if name not in header.fields]
    header.quirks += [f"field empty: {name}" for name in FIELDS if header.fields.get(name, name).strip(" ?") == ""]
    return header


def _read_field(text: str, line: re.Match, header: Header) -> None:
    name, opening, value = line.group("field", "opening", "value")
    nearest = _nearest(name.lower(), FIELDS)
    if nearest is None:
        header.quirks.append("unknown field")
        return
    if name != nearest:
        header.quirks.append(f"field misspelt: {nearest}")
    if opening != "{":
        header.quirks.append("brace mistyped")
    if "}" not in value:
        header.quirks.append("brace not closed")
        value = _on_next_line(text, line.end(), value)
    if "}" not in value and "(" in opening:
        value = value.rstrip("% \t").removesuffix(")")
    value = _plain(value.rpartition("}")[0] if "}" in value else value.strip("% \t"))
    if header.fields.setdefault(nearest, value) != value:
        header.quirks.append("field given twice")
        if nearest == "year":  # with two different years, neither is certain
            header.fields["year"] = ", ".join(filter(None, (header.fields["year"], value)))


def _read_remark(line: re.Match, header: Header) -> None:
    """Add a comment of the header to its credits or remarks."""
    name = _nearest(line["credit"].lower(), CREDITS) if line["credit"] else None
    if name:
        header.credits.setdefault(name, line["person"].strip())
    else:
        header.remarks.append(line["remark"].rstrip())


def _plain(value: str) -> str:
    r"""Return a field's value without `##`; `\-` becomes a hyphen, and braces inside become brackets."""
    return " ".join(MARKUP.sub("", value).replace("\\-", "-").replace("{", " (").replace("}", ") ").split())


@lru_cache(1_000)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    """Return the most similar of some names, or `None` if none is similar enough."""
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=NEAR)), None)


def _on_next_line(text: str, end: int, value: str) -> str:
    """Return a value with the rest of it from the next line, if its brace is closed there."""
    following = text[end + 1 : text.find("\n", end + 1)]
    return f"{value} {following}" if "}" in following and not following.lstrip().startswith(("\\", "%")) else value


def _people(value: str) -> tuple[str, ...]:
    """Return the names in a list, in its order, without lone question marks."""
    names = (name.strip(" ?\t") for name in AND.split(value))
    return tuple(name for name in names if name)
