"""The ids of songs, made from the names of their files: they name rows, and are part of paths and addresses."""

import hashlib
import re

LONGEST_ID = 64  # characters
SONG_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")
WORD = re.compile(r"[A-Za-z0-9_]+")
# Control characters, what separates folders, and bytes that are no text.
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\ud800-\udfff]")
LONGEST_NAME = 255  # characters; no file system has longer ones
DIGEST = 12  # hexadecimal digits, which no two names of an archive share by chance


def is_song_id(song: str) -> bool:
    """Return whether an id may name rows and files; anything else from the archive is not trusted."""
    return SONG_ID.fullmatch(song) is not None


def is_song_name(name: str) -> bool:
    """Return whether a song may have a name: one line of text that cannot lead to another folder."""
    return 0 < len(name) <= LONGEST_NAME and NOT_IN_NAMES.search(name) is None


def song_id_of(name: str) -> str:
    """Return the id of the song of a name: the name itself where it is an id, else its words and a digest of it.

    It depends on the name alone, so that one more file changes no id.
    """
    if is_song_id(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:DIGEST]
    words = "-".join(WORD.findall(name))[: LONGEST_ID - len("-") - DIGEST].strip("-") or "song"
    return f"{words}-{digest}"
