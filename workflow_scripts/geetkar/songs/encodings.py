"""Recognize the encoding of a file of songs from its bytes."""

import codecs
import re
from collections.abc import Iterable

WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")  # letters of windows-1252, control characters of Latin-1
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
STRICT = ("ascii", "utf-8", "windows-1252")  # Latin-1 fits any bytes
# Of the first characters of UTF-16, the share that has a zero byte at one place and none at the other: in an Indian
# script, spaces and line breaks have.
ZERO_BYTES = 0.05
EXAMINED = 64 * 1024  # bytes


def decode(content: bytes) -> tuple[str, str]:
    """Return the encoding and the text of a file; see `encoding_of`."""
    encoding = encoding_of([content])
    return encoding, content.decode(encoding)


def encoding_of(blocks: Iterable[bytes]) -> str:
    """Return the encoding of a file that is given in blocks, so that it need not fit into memory.

    What a server or the page itself says of the encoding is ignored, since it is often wrong. A byte order mark
    decides and is not part of the text. Otherwise the encoding is the first that fits: UTF-16 (only if every other
    byte of many characters is zero), ASCII, UTF-8, windows-1252 (only when bytes occur that are control characters in
    Latin-1), Latin-1.
    """
    fitting: dict[str, codecs.IncrementalDecoder] = {}
    windows = False
    for number, block in enumerate(blocks):
        if number == 0:
            fitting = {name: codecs.getincrementaldecoder(name)() for name in (*_likely(block), *STRICT)}
        windows = windows or WINDOWS_ONLY.search(block) is not None
        for name in [name for name, decoder in fitting.items() if not _fits(decoder, block)]:
            del fitting[name]
    if not windows:
        fitting.pop("windows-1252", None)
    return next((name for name, decoder in fitting.items() if _fits(decoder, b"", final=True)), "latin-1")


def _likely(start: bytes) -> list[str]:
    """Return the encoding that the first bytes of a file show, if any."""
    if marked := [encoding for mark, encoding in MARKS.items() if start.startswith(mark)]:
        return marked
    start = start[:EXAMINED]
    characters = len(start) // 2
    even, odd = (start[place : 2 * characters : 2].count(0) for place in (0, 1))
    fewer, more = sorted((even, odd))
    if fewer or not characters or more < ZERO_BYTES * characters:
        return []
    return ["utf-16-be" if even else "utf-16-le"]


def _fits(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
