"""A song file as fetched: the item of a crawl."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from geetkar.songs.encodings import decode

ISB_TRAITS = re.compile(r"\\startsong|#indian|^[ \t]*\\\w+[ \t]*\{", re.I | re.MULTILINE)
WEB_PAGE = re.compile(r"\s*(<!--|<\?xml|<!doctype|<(html|head|title|body|meta|script|h\d|p|div|center)\b)", re.I)


@dataclass(frozen=True)
class SongFile:
    """A file of the archive; `raw` is its text, decoded without loss from `encoding`.

    `file` is its name, or `None` when the text was extracted from a page. `url` and `fetched_at` (ISO 8601, UTC) are
    `None` for a folder of files.
    """

    song: str
    file: str | None
    url: str | None
    fetched_at: str | None
    status: int
    sha256: str
    encoding: str
    raw: str


def is_web_page(text: str) -> bool:
    """Return whether a text is a web page, such as an error page, in place of a song file."""
    return WEB_PAGE.match(text) is not None and ISB_TRAITS.search(text) is None


def song_file(song: str, file: str | None, response: Response, content: bytes | None = None) -> SongFile:
    """Return the item of a response; `content` replaces its body when the file was extracted from a page."""
    content = response.body if content is None else content
    encoding, raw = decode(content)
    return SongFile(
        song,
        file,
        response.url,
        _fetched_at(response),
        response.status,
        hashlib.sha256(content).hexdigest(),
        encoding,
        raw,
    )


def _fetched_at(response: Response) -> str:
    """Return the time of the response (ISO 8601, UTC): the server's, or this machine's without a valid Date header."""
    try:
        moment = parsedate_to_datetime((response.headers[b"Date"] or b"").decode("ascii")).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        moment = datetime.now(UTC)
    return moment.isoformat(timespec="seconds")
