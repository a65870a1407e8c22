"""The encoding of a song file, told from its bytes."""

import codecs
import re

WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")  # letters of windows-1252, control characters of Latin-1
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(content: bytes) -> tuple[str, str]:
    """Encoding and text of a file, whatever its server or its head says of it: both are often wrong.

    A byte order mark is believed and taken off. Else ASCII or UTF-8 where valid; windows-1252 where bytes
    occur that only it gives a letter; at last Latin-1, in which every byte is.
    """
    likely = [encoding for mark, encoding in MARKS.items() if content.startswith(mark)]
    windows = ["windows-1252"] if WINDOWS_ONLY.search(content) else []
    for encoding in (*likely, "ascii", "utf-8", *windows):
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "latin-1", content.decode("latin-1")
