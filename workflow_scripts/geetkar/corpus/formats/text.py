"""Read songs in plain text: one song in a file, or several with a separator between them."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from geetkar.corpus.formats.song import Origin, Reading, Rejected, Song, check_text
from geetkar.corpus.transliteration.as_written import normalized
from geetkar.corpus.transliteration.scripts import recognize_script
from geetkar.songs.encodings import decode
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile
from geetkar.workflow.errors import InputError
from geetkar.workflow.song_scripts import AS_WRITTEN

LARGEST_FILE = 2**30  # bytes; a text is read as a whole


def read(file: SourceFile, songs: Songs) -> Iterator[Reading]:
    """Yield the songs of a text file. Raise `InputError` when it does not fit into memory.

    Without `songs.separator`, the file is one song, which has the file's id and name. Otherwise songs have the ids
    `ID.1`, `ID.2`, ..., and their first line as title, as is usual for Hindi songs.
    """
    if (size := file.path.stat().st_size) > LARGEST_FILE:
        raise InputError(f"{file.path} has {size:,} bytes, more than the limit of {LARGEST_FILE:,}: split the file.")
    content = file.path.read_bytes()
    encoding, raw = decode(content)
    origin = Origin(file.name, None, None, hashlib.sha256(content).hexdigest(), encoding)
    text = with_plain_line_ends(raw)
    if songs.separator is None:
        yield _reading(origin, file.song, text, None, file.stem.rpartition("/")[2], songs)
        return
    for number, (line, piece) in enumerate(split_songs(text, songs.separator), start=1):
        yield _reading(origin, f"{file.song}.{number}", piece, line, first_line(piece), songs)


def _reading(origin: Origin, name: str, text: str, line: int | None, title: str, songs: Songs) -> Reading:
    try:
        return Reading(origin, name, plain_song(name, text, songs, title=title), text, line)
    except Rejected as rejection:
        if rejection.reason == "too_long" and line is None:
            rejection = Rejected("too_long", f"{rejection.detail}; if it has several songs, set `songs.separator`")
        return Reading(origin, name, rejection, text, line)


def plain_song(name: str, body: str, songs: Songs, **fields: Any) -> Song:
    """Return a song from its text and the other fields of `Song`.

    Raise `Rejected` when the text is `too_long` or `not_text`, or has `no_lyrics`.
    """
    check_text(body)
    if not body.strip():
        raise Rejected("no_lyrics", "the text is empty")
    if songs.language == "any":
        return Song(name, body=normalized(body), markup="text", script=AS_WRITTEN, **fields)
    looks = recognize_script(body)
    script = looks if songs.script == "auto" else songs.script
    quirks = () if script == looks else (f"looks like {looks}, read as {script}",)
    return Song(name, body=body, markup="text", script=script, quirks=quirks, **fields)


def with_plain_line_ends(text: str) -> str:
    r"""Return a text with `\n` after each line and without blanks before it."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def split_songs(text: str, separator: str) -> Iterator[tuple[int, str]]:
    r"""Yield the songs of a text that are not empty, each with the number of its first line, counted from 1.

    A separator of line breaks, such as `\n\n\n`, stands for at least as many of them. Any other is a line of its own.
    """
    sign, breaks = separator.strip(), max(1, separator.count("\n"))
    between = re.compile(rf"^[^\S\n]*+{re.escape(sign)}$" if sign else rf"\n{{{breaks},}}", re.MULTILINE)
    start, line = 0, 1
    for found in [*between.finditer(text), None]:
        end = found.start() if found else len(text)
        piece = text[start:end]
        blank = len(piece) - len(piece.lstrip("\n"))
        if piece.strip():
            yield line + blank, piece.strip("\n")
        start = found.end() if found else end
        line += text.count("\n", end - len(piece), start)


def first_line(text: str) -> str:
    """Return the first line of a text that is not a note in brackets, or nothing."""
    lines = (line.strip() for line in text.split("\n"))
    return next((line for line in lines if line and not line.startswith("[")), "")
