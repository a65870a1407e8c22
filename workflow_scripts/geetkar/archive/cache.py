"""The page cache of a live crawl: a killed crawl resumes, and a later one downloads only what changed.

Pages stored since the last published crawl are replayed without a request. Older ones are requested again, with a
condition (`If-None-Match`, `If-Modified-Since`) if the server sent an `ETag` or `Last-Modified` header with them.
"""

import json
import logging
import time
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings
from scrapy.utils.request import fingerprint

from geetkar.archive.robots import RULES_AGE, is_for_robots_txt
from geetkar.archive.song_file import SongFile, is_web_page
from geetkar.songs.encodings import decode
from geetkar.workflow.files import replacing, write_json

log = logging.getLogger("geetkar.archive")

REPLAYED_SECONDS = 30 * 24 * 3600  # an interrupted crawl that is older starts again
VALIDATORS = {b"ETag": b"If-None-Match", b"Last-Modified": b"If-Modified-Since"}
MEMORY = "crawls.json"


@dataclass
class Memory:
    """Facts about earlier crawls; times are in seconds since 1970."""

    published: float = 0.0  # the end of the last published crawl
    lists_since: float = 0.0  # older lists led to a crawl that was not published
    source: str = ""
    songs: dict[str, str] = field(default_factory=dict)  # sha256 by song, of the last published crawl

    @classmethod
    def read(cls, folder: str | Path) -> "Memory":
        """Read the memory of a cache folder; return an empty one when there is no readable file."""
        try:
            return cls(**json.loads(Path(folder, MEMORY).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def write(self, folder: str | Path) -> None:
        """Write the memory to a cache folder, whole or not at all."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        write_json(Path(folder, MEMORY), asdict(self))

    def forget_lists(self, folder: str | Path) -> None:
        """Request the lists again in the next crawl, because a complete crawl found them inconsistent."""
        self.lists_since = time.time()
        self.write(folder)

    def remember(self, folder: str | Path, source: str, songs: list[SongFile], missing: Collection[str]) -> None:
        """Record a published crawl and its songs; missing songs keep their earlier checksum."""
        before = self.songs if self.source == source else {}
        known = {song: before[song] for song in missing if song in before}
        self.published = self.lists_since = time.time()
        self.source, self.songs = source, known | {song.song: song.sha256 for song in songs}
        self.write(folder)

    def changes(self, source: str, songs: list[SongFile], missing: Collection[str]) -> dict | None:
        """Return the songs that are new, changed or gone since the last published crawl of the same source.

        Return `None` when that crawl had another source. A listed song that could not be fetched is missing, not gone.
        """
        if self.source != source:
            return None
        now = {song.song: song.sha256 for song in songs}
        changed = (song for song in now.keys() & self.songs.keys() if now[song] != self.songs[song])
        return {
            "since": datetime.fromtimestamp(self.published, UTC).isoformat(timespec="seconds"),
            "new": sorted(now.keys() - self.songs.keys()),
            "changed": sorted(changed),
            "gone": sorted(self.songs.keys() - now.keys() - set(missing)),
        }


class PageCache(HttpCacheMiddleware):
    """Scrapy's cache, without its fallback to an old page when a download fails."""

    def process_request(self, request: Request, spider: Spider | None = None) -> Request | Response | None:
        """Drop the conditions of the page that a request was redirected from. Called by Scrapy for each request."""
        for condition in VALIDATORS.values():
            request.headers.pop(condition, None)
        return super().process_request(request)

    def process_exception(self, request: Request, exception: Exception, spider: Spider | None = None) -> None:
        """Drop the old page. Called by Scrapy when a download fails."""
        request.meta.pop("cached_response", None)


class PagePolicy:
    """Decide which pages are kept, and which are replayed without a request."""

    def __init__(self, settings: BaseSettings):
        self.memory = Memory.read(settings["HTTPCACHE_DIR"])

    def should_cache_request(self, request: Request) -> bool:
        """Allow every request."""
        return True

    def should_cache_response(self, response: Response, request: Request) -> bool:
        """Keep only responses with status 200, and no error page in place of a song file."""
        return response.status == 200 and not (
            request.meta.get("holds") == "file" and is_web_page(decode(response.body)[1])
        )

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """Return whether to replay a page; if not, add the conditions to the request."""
        of_file = request.meta.get("holds") == "file"
        since = self.memory.published if of_file else self.memory.lists_since
        if is_for_robots_txt(request):  # requested without conditions, so that its age is known
            return request.meta["cache_timestamp"] > max(since, time.time() - RULES_AGE)
        if request.meta["cache_timestamp"] > max(since, time.time() - REPLAYED_SECONDS):
            return True
        for validator, condition in VALIDATORS.items():
            if validator in cachedresponse.headers:
                request.headers[condition] = cachedresponse.headers[validator]
        return False

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        """Return whether the server said that a page did not change."""
        return response.status == 304


class PageStore:
    """Store each page as a file: a line of JSON, then the body. Scrapy's own store leaves half a page when killed."""

    def __init__(self, settings: BaseSettings):
        self.folder = Path(settings["HTTPCACHE_DIR"])

    def open_spider(self, spider: Spider) -> None:
        """Create the folder. Called by Scrapy when the crawl starts."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def close_spider(self, spider: Spider) -> None:
        """Do nothing. Called by Scrapy when the crawl ends."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """Return the stored response to a request, if any, and put its time into the request's `meta`."""
        try:
            head, body = self._path(request).read_bytes().split(b"\n", 1)
        except FileNotFoundError:
            return None
        stored = json.loads(head)
        headers = Headers(stored["headers"], encoding="latin-1")
        request.meta["cache_timestamp"] = stored["stored"]
        kind = responsetypes.from_args(headers=headers, url=stored["url"], body=body)
        return kind(url=stored["url"], status=stored["status"], headers=headers, body=body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Store a page, whole or not at all."""
        headers = {
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in response.headers.items()
        }
        stored = {
            "url": response.url,
            "status": response.status,
            "stored": time.time(),
            "headers": headers,
        }
        path = self._path(request)
        path.parent.mkdir(exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_bytes(json.dumps(stored).encode() + b"\n" + response.body)

    def _path(self, request: Request) -> Path:
        key = fingerprint(request).hex()
        return self.folder / key[:2] / key
