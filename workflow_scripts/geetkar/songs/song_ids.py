"""Make song ids from file names. Ids identify rows and are part of paths and addresses."""

import hashlib
import re

LONGEST_ID = 64  # characters
SONG_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")
WORD = re.compile(r"[A-Za-z0-9_]+")
# Control characters, separators of folders, and bytes that are not text.
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\ud800-\udfff]")
LONGEST_NAME = 255  # characters; the limit of file systems
DIGEST = 12  # hexadecimal digits; enough that no two names of an archive collide


def is_song_id(song: str) -> bool:
    """Return whether a text from the archive is safe as a song id."""
    return SONG_ID.fullmatch(song) is not None


def is_song_name(name: str) -> bool:
    """Return whether a name is safe for a song file: one line of text that cannot lead to another folder."""
    return 0 < len(name) <= LONGEST_NAME and NOT_IN_NAMES.search(name) is None


def song_id_of(name: str) -> str:
    """Return the song id of a name: the name if it is a valid id, else its words and a digest of it.

    The id depends on the name alone, so that adding a file changes no other id.
    """
    if is_song_id(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:DIGEST]
    words = "-".join(WORD.findall(name))[: LONGEST_ID - len("-") - DIGEST].strip("-") or "song"
    return f"{words}-{digest}"
