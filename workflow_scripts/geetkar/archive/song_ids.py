"""What may be the id of a song: it names rows, and files of the archive."""

import re

SONG_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_song_id(song: str) -> bool:
    """Whether an id is one that may name rows and files; anything else from the archive is not trusted."""
    return SONG_ID.fullmatch(song) is not None
