r"""Read ISB files: a header of TeX fields, then a song's words in ITRANS.

Real files lack fields, braces and markers, and misspell commands. They are read as far as possible, and each departure
from the format is recorded as a quirk of the song; files that cannot be read are rejected with a reason. docs/isb.md
has the grammar. Every step takes time linear in the file's length.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from geetkar.corpus.formats.isb_header import HEADER_LINE, Header, is_field, read_header
from geetkar.corpus.formats.metadata import read_film, read_people, read_title, read_year
from geetkar.corpus.formats.song import Origin, Reading, Rejected, Song, check_text
from geetkar.corpus.lyrics.lexer import DOTS, TAG, part
from geetkar.corpus.transliteration.scripts import recognize_script
from geetkar.songs.encodings import decode
from geetkar.songs.isb_traits import is_isb
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile

START = re.compile(r"\\startsong\b", re.IGNORECASE)
END_SONG = re.compile(r"\\endsong\b", re.IGNORECASE)
MARKER = re.compile(
    r"""
    ^ [ \t]*+ \\ endindian\b .* $
    | ^ [ \t]*+ \# (?: (?P<end> end\w* ) .* | (?P<indian> indian\b ) .* | (?P<other> [a-z]+ ) [ \t]*+ (?: %.* )? ) $
    | \\ (?P<end_song> endsong\b ) .*
    | ^ [ \t%]*+ \\ (?P<title> print\w*+ ) .* \n?
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
COMMENT = re.compile(r"(?<!\\)%.*")
LINE_OF_WORDS = re.compile(r"^[ \t]*+[^%\\\s]", re.MULTILINE)
NOT_HINDI = re.compile(r"(?<!\\)%.*|##[^#]*##|\\\w+")  # comments, English, commands
FEWEST_ROMAN = 40  # words by which casual roman can be recognized
THREE_DOTS = ("\\threedots", "...")


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
    if not pieces and is_isb(text):
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
    script = script_of(body)
    stated = header.fields
    people = {name: read_people(stated.get(name, "")) for name in ("starring", "singer", "music", "lyrics")}
    title, remarks_on_title = read_title(stated.get("stitle", ""), people["singer"][0])
    film = read_film(stated.get("film", ""))
    year, remarks_on_year = read_year(stated.get("year", ""))
    remarks = {"title": remarks_on_title, "film": film.remarks, "year": remarks_on_year}
    remarks |= {name: remarks_on_people for name, (_, remarks_on_people) in people.items()}
    if remarks_on_year:
        header.quirks.append("year unclear")
    return Song(
        song=song,
        title=title,
        film=film.title,
        film_variants=film.variants,
        non_film=film.non_film,
        year=year,
        starring=people["starring"][0],
        singers=people["singer"][0],
        composers=people["music"][0],
        lyricists=people["lyrics"][0],
        **header.credits,
        comments=tuple(header.comments),
        remarks=tuple(f"{name}: {remark}" for name, each in remarks.items() for remark in each),
        body=body,
        script=script,
        quirks=tuple(dict.fromkeys([*quirks_of_file, *quirks, *header.quirks, *_quirks_of_body(body, script)])),
    )


def _read_parts(piece: str) -> tuple[Header, str, list[str]]:
    r"""Return header, body and quirks.

    The header ends at the first marker of words, such as `#indian`, else at `\printtitle`, else at the last field.
    """
    lines, markers = list(HEADER_LINE.finditer(piece)), list(MARKER.finditer(piece))
    fields = [line for line in lines if is_field(line)]
    first, last = (fields[0].end(), fields[-1].end()) if fields else (0, 0)
    opening = [marker for marker in markers if marker["indian"] or (marker["other"] and marker.start() >= first)]
    title = next((line for line in lines if line["title"]), None)
    start = next((line for line in (*opening[:1], title, *fields[-1:]) if line), None)
    if start is None:
        return read_header("", []), "", []
    after = [marker for marker in markers if marker.start() >= start.end()]
    blocks = _blocks(piece, start.end(), len(piece), markers)
    early = [] if blocks else _blocks(piece, last, start.start(), markers)
    quirks = {
        "no #indian": not opening,
        "marker other than #indian": any(marker["other"] for marker in opening),
        "several blocks of words": len(opening) > 1,
        r"words before \printtitle": bool(early) or any(marker["title"] for marker in after),
        r"no \printtitle": title is None,
        r"misspelt \printtitle": title is not None and r"\printtitle" not in title.group(),
        "no #endindian": not any(marker["end"] for marker in after),
        r"no \endsong": END_SONG.search(piece, start.end()) is None,
    }
    header = read_header(piece[: start.end()], [line for line in lines if line.end() <= start.end()])
    return header, "\n".join(blocks or early), [quirk for quirk, present in quirks.items() if present]


def _blocks(piece: str, begin: int, end: int, markers: list[re.Match]) -> list[str]:
    """Return the blocks of words of a part, without the markers; what is between two blocks is not sung."""
    blocks: list[list[str]] = [[]]
    inside = True
    for marker in markers:
        if begin <= marker.start() < end:
            if inside:
                blocks[-1].append(piece[begin : marker.start()])
            begin = marker.end()
            if marker["indian"] or marker["other"]:
                blocks.append([])
            inside = bool(marker["indian"] or marker["other"] or (marker["title"] and inside))
    if inside:
        blocks[-1].append(piece[begin:end])
    return [block for block in map("".join, blocks) if LINE_OF_WORDS.search(block)]


def script_of(body: str) -> str:
    """Return `roman` for a body in casual roman, such as `Raat Suhani`, and otherwise `itrans`."""
    hindi = NOT_HINDI.sub(" ", body)
    return "roman" if len(hindi.split()) >= FEWEST_ROMAN and recognize_script(hindi) == "roman" else "itrans"


def _quirks_of_body(body: str, script: str) -> list[str]:
    text = COMMENT.sub("", body)
    elisions = {found.group().lower() for found in part(DOTS).finditer(text)}
    found = {
        "English span not closed": text.count("##") % 2 == 1,
        r"misspelt \threedots": any(not each.startswith(THREE_DOTS) for each in elisions),
        "casual roman": script == "roman",
        "bracket not closed": text.count("(") != text.count(")"),
    }
    return [quirk for quirk, present in found.items() if present]
