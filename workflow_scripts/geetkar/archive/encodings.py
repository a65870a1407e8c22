"""Recognize the encoding of a song file from its bytes."""

import codecs
import re

WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")  # letters of windows-1252, control characters of Latin-1
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(content: bytes) -> tuple[str, str]:
    """Return the encoding and the text of a file.

    What the server or the page itself says of the encoding is ignored, since it is often wrong. A byte order mark
    decides and is removed. Otherwise the encoding is the first that fits: ASCII, UTF-8, windows-1252 (only when bytes
    occur that are control characters in Latin-1), Latin-1.
    """
    likely = [encoding for mark, encoding in MARKS.items() if content.startswith(mark)]
    windows = ["windows-1252"] if WINDOWS_ONLY.search(content) else []
    for encoding in (*likely, "ascii", "utf-8", *windows):
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "latin-1", content.decode("latin-1")
