"""Crawl the archive's two layouts for song files.

An unexpected page stops the crawl with an error that names the page and what is missing in it, since an incomplete data
set is worse than no data set.
"""

import json
import logging
import math
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, unquote_plus, urlencode, urljoin, urlsplit

import scrapy
from lxml.html import HtmlElement
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from geetkar.archive.compression import too_large
from geetkar.archive.field_counts import FieldCounts
from geetkar.archive.robots import RobotsRefusal
from geetkar.archive.sites import Sites
from geetkar.archive.song_file import SongFile, is_web_page, song_file
from geetkar.archive.song_page import isb_from_page
from geetkar.songs.encodings import decode
from geetkar.songs.song_ids import is_song_name, song_id_of
from geetkar.workflow.preflight import KEY

log = logging.getLogger("geetkar.archive")

# Every Hindi title has one of these vowels. Songs that several searches list are fetched once.
SEARCHES = ("a", "e", "i", "o", "u")
ROWS_PER_RANGE = 500
COLUMNS = {"id", "isb_number", "song_title"}
COUNTED_COLUMNS = ("isb_number", "song_title", "album", "year", "lyricist", "composer", "singer")
COUNTED_CELLS = ("title", "film")
TOTAL = re.compile(r"Total\s*<b>\s*([\d,]{1,20})\s*</b>\s*songs", re.IGNORECASE)
NOTHING_FOUND = "Sorry, no song found"
ROWS = "//table//tr[not(.//tr)]"  # without the outer rows of tables that lay out the page
FILE_LINK, PAGE_LINK = "fileurl=", "viewisbsong.asp"
FILE_ADDRESS = re.compile(r"[?&;]fileurl=([^&;]*)")
# In an address that is a parameter of another: `%3F` and `%23` stay encoded, as part of a name; a lone `%` is encoded.
MARK_IN_NAME, PERCENT_IN_NAME = re.compile("%(?=3[Ff]|23)"), re.compile("%(?![0-9A-Fa-f]{2})")
PAGE_NUMBER = re.compile(r"[?&;]id=([^&;]*)")
MOST_SONGS = 1_000_000  # per list; a longer one would take years to crawl
LARGEST_ARCHIVE = 2**30  # characters of all songs, which are kept in memory
LISTS_FIRST = 1  # before the songs: their number is then known, and the lists have less time to change


@dataclass
class Ledger:
    """The songs that the lists announce, and what became of each."""

    layout: str = "classic"  # the one that was crawled
    listed: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # by song, its addresses with the method that reads each
    fetched: dict[str, str] = field(default_factory=dict)  # address by song
    missing: dict[str, str] = field(default_factory=dict)  # reason by song
    invalid: set[str] = field(default_factory=set)  # names that are not safe for a song
    rows_without_file: set[str] = field(default_factory=set)
    promised: dict[str, int] = field(default_factory=dict)  # number of rows by list, as the site states it
    found: dict[str, set[str]] = field(default_factory=dict)  # rows found, by list
    fields: FieldCounts = field(default_factory=lambda: FieldCounts(()))  # of the songs' rows
    pages: int = 0  # of lists that were read
    expected_pages: int = 0  # of lists, as far as known
    failed: int = 0  # addresses of songs that could not be fetched
    characters: int = 0  # of the songs fetched
    layout_error: str | None = None
    list_lost: str | None = None
    refusal: str | None = None  # why robots.txt stopped the crawl


class ArchiveSpider(scrapy.Spider):
    """Base of the spiders: keep the ledger, and fetch each song once."""

    def __init__(self, sites: Sites, ledger: Ledger, **arguments: Any):
        super().__init__(**arguments)
        self.sites = sites
        self.ledger = ledger

    def fetch_song(self, name: str, url: str, callback: str) -> Iterator[scrapy.Request]:
        """Request a listed song once; use another address only after the earlier ones failed."""
        if not is_song_name(name):
            self.ledger.invalid.add(name.encode(errors="replace").decode())
            return
        song = song_id_of(name)
        addresses = self.ledger.listed.setdefault(song, {})
        if url in addresses:
            return
        addresses[url] = callback
        if len(addresses) == 1 or self.ledger.missing.pop(song, None):
            yield self.song_request(song, url)

    def song_request(self, song: str, url: str) -> scrapy.Request:
        """Return the request for a song at one of its addresses."""
        callback = self.ledger.listed[song][url]
        return scrapy.Request(
            url,
            getattr(self, callback),
            errback=self.song_failed,
            cb_kwargs={"song": song, "url": url},
            dont_filter=True,
            meta={"holds": "file" if callback == "parse_song" else "page"},
        )

    def parse_song(self, response: Response, song: str, url: str) -> Iterator[SongFile | scrapy.Request]:
        """Yield a raw file. Repeat the request when the response is an error page with status 200."""
        file = song_file(song, file_name(url), response)
        if not is_web_page(file.raw):
            yield self.found(file, url)
        elif response.request and (again := get_retry_request(response.request, spider=self, reason="web page")):
            yield again
        else:
            yield from self.song_lost(song, url, "a web page in place of a song file")

    def found(self, file: SongFile, url: str) -> SongFile:
        """Record a song as fetched. Raise `CloseSpider` when all songs together are too large."""
        self.ledger.characters += len(file.raw)
        if self.ledger.characters > LARGEST_ARCHIVE:
            raise self.layout_changed(file.url, f"the songs have more than {LARGEST_ARCHIVE:,} characters together")
        self.ledger.fetched[file.song] = url
        return file

    def promise(self, name: str, promised: int, url: str) -> None:
        """Record how many songs a list announces. Raise `CloseSpider` when they are too many."""
        if promised > MOST_SONGS:
            raise self.layout_changed(url, f"a list of {promised:,} songs, more than {MOST_SONGS:,}")
        self.ledger.promised[name] = promised

    def find(self, name: str, row: str, url: str) -> None:
        """Record a row of a list, identified by `row`. Raise `CloseSpider` when the list has more than announced."""
        found = self.ledger.found.setdefault(name, set())
        found.add(row)
        if len(found) > self.ledger.promised[name]:
            raise self.layout_changed(url, f"more rows than the {self.ledger.promised[name]:,} that the list announces")

    def song_failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """Handle a listed song that could not be fetched from one address."""
        self.stop_at_refusal(failure)
        yield from self.song_lost(reason=self.describe(failure), **_request_of(failure).cb_kwargs)

    def song_lost(self, song: str, url: str, reason: str) -> Iterator[scrapy.Request]:
        """Request a song at the address after the failed one; without a further address, the song is missing."""
        self.ledger.failed += 1
        addresses = list(self.ledger.listed[song])
        if url == addresses[-1]:
            self.ledger.missing[song] = reason
        else:
            yield self.song_request(song, addresses[addresses.index(url) + 1])

    def list_failed(self, failure: Failure) -> None:
        """Stop the crawl: a list that could not be fetched hides an unknown number of songs."""
        self.stop_at_refusal(failure)
        self.ledger.list_lost = f"{_request_of(failure).url}: {self.describe(failure)}"
        raise CloseSpider("list_lost")

    def stop_at_refusal(self, failure: Failure) -> None:
        """Stop the crawl when robots.txt of the archive itself, not of a linked site, refused the request."""
        own = self.settings.getlist("NAMED_HOSTS")
        if failure.check(RobotsRefusal) and urlsplit(_request_of(failure).url).hostname in own:
            self.ledger.refusal = failure.getErrorMessage()
            raise CloseSpider("robots.txt")

    def layout_changed(self, url: str | None, expected: str) -> CloseSpider:
        """Record an unexpected page and return the exception to raise."""
        self.ledger.layout_error = f"{url}: {expected}"
        return CloseSpider("layout_changed")

    def describe(self, failure: Failure) -> str:
        """Return why a page could not be fetched, in a few words."""
        if isinstance(failure.value, HttpError):
            return f"status {failure.value.response.status}"
        if failure.check(DownloadCancelledError):
            return too_large(self.settings.getint("DOWNLOAD_MAXSIZE"))
        if failure.check(IgnoreRequest):
            return failure.getErrorMessage()
        return f"{type(failure.value).__name__}: {failure.getErrorMessage()}".strip(": .")


def _request_of(failure: Failure) -> scrapy.Request:
    """Return the request that failed, which Scrapy notes in Twisted's object."""
    return failure.request  # pyrefly: ignore[missing-attribute]


class ClassicSpider(ArchiveSpider):
    """Spider for the old site: paged search lists, whose rows link to raw files through the transliterator."""

    name = "classic"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield the requests for the first page of every search."""
        for request in self.searches():
            yield request

    def searches(self) -> Iterator[scrapy.Request]:
        """Yield the requests for the first page of every search."""
        self.ledger.layout = "classic"
        self.ledger.fields = FieldCounts(COUNTED_CELLS)
        for text in SEARCHES:
            yield self.search(text, page=1)

    def search(self, text: str, page: int) -> scrapy.Request:
        """Return the request for a page of the songs whose title contains a text."""
        query = urlencode({"browse": "stitle", "s": text, "submit": "search", "PageNo": page})
        self.ledger.expected_pages += 1
        return scrapy.Request(
            f"{self.sites.classic}/search.asp?{query}",
            self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"text": text, "page": page},
            priority=LISTS_FIRST,
        )

    def parse_list(self, response: Response, text: str, page: int) -> Iterator[scrapy.Request]:
        """Request the songs of a list's page, and with the first page the further pages."""
        self.ledger.pages += 1
        content = decode(response.body)[1]
        total = TOTAL.search(content)
        if total is None and NOTHING_FOUND in content:
            return
        if total is None:
            raise self.layout_changed(response.url, "no 'Total <b>N</b> songs'")
        rows = song_rows(content)
        if not rows:
            raise self.layout_changed(response.url, f"no row with a link to {FILE_LINK} or {PAGE_LINK}")
        promised = int(total.group(1).replace(",", ""))
        self.promise(text, promised, response.url)
        if page == 1:
            for following in range(2, math.ceil(promised / len(rows)) + 1):
                yield self.search(text, following)
        base = response.url.partition("?")[0]
        for number, (cells, link) in enumerate(rows):
            if link is None:
                self.ledger.rows_without_file.add(" - ".join(filter(None, named(cells).values())))
                self.find(text, f"page {page}, row {number}", response.url)
                continue
            name, url, callback = address_of(base, link)
            self.find(text, url, response.url)
            if song_id_of(name) not in self.ledger.listed:
                self.ledger.fields.add(named(cells))
            yield from self.fetch_song(name, url, callback)

    def parse_song_page(self, response: Response, song: str, url: str) -> Iterator[SongFile]:
        """Yield the song of a page, converted back to an ISB file."""
        try:
            text = isb_from_page(decode(response.body)[1])
        except ValueError as error:
            raise self.layout_changed(response.url, str(error)) from error
        yield self.found(song_file(song, None, response, text.encode()), url)


def song_rows(page: str) -> list[tuple[list[HtmlElement], str | None]]:
    """Return the rows of a list: their cells, and the link to the song, or `None` when a row lacks it."""
    tree = scrapy.Selector(text=page, type="html").root
    rows = [([cell for cell in row if cell.tag == "td"], song_link(row)) for row in tree.xpath(ROWS)]
    widths = {len(cells) for cells, link in rows if link} - {1}
    return [(cells, link) for cells, link in rows if link or (len(cells) in widths and cell_text(cells[0]))]


def named(cells: list[HtmlElement]) -> dict[str, str]:
    """Return the texts of a row's cells by name."""
    return dict(zip(COUNTED_CELLS, map(cell_text, cells), strict=False))


def song_link(row: HtmlElement) -> str | None:
    """Return a row's link to the song's raw file, else to its page, else `None`."""
    links = [link.get("href", "") for link in row.iter("a")]
    wanted = (link for part in (FILE_LINK, PAGE_LINK) for link in links if part in link)
    return next(wanted, None)


def cell_text(cell: HtmlElement) -> str:
    """Return the text of a cell, with runs of whitespace as one space."""
    return " ".join("".join(cell.itertext()).split())


@cache  # a song is in up to five lists
def address_of(page: str, link: str) -> tuple[str, str, str]:
    """Return the name of the song that a link leads to, its absolute address, and the method that reads it."""
    if file := FILE_ADDRESS.search(link):
        linked = unquote_plus(MARK_IN_NAME.sub("%25", file.group(1)))
        address = urljoin(page, PERCENT_IN_NAME.sub("%25", linked))
        return file_name(address).removesuffix(".txt").removesuffix(".isb"), address, "parse_song"
    number = PAGE_NUMBER.search(link)
    return unquote_plus(number.group(1)) if number else "", urljoin(page, link), "parse_song_page"


def file_name(address: str) -> str:
    """Return the decoded file name of an address."""
    return unquote(address.rsplit("/", 1)[-1])


class CatalogueSpider(ArchiveSpider):
    """Spider for the modern site: a PostgREST catalogue, read by ranges, whose rows name raw files."""

    name = "catalogue"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield the request for the first range, whose response has the number of rows."""
        self.ledger.layout = "catalogue"
        yield self.rows_from(0)

    def rows_from(self, first: int) -> scrapy.Request:
        """Return the request for a range of rows."""
        key = os.environ.get(KEY, "")
        self.ledger.expected_pages += 1
        return scrapy.Request(
            f"{self.sites.catalogue}/songs?select=*&order=id.asc",
            self.parse_rows,
            errback=self.list_failed,
            headers={
                "Range-Unit": "items",
                "Range": f"{first}-{first + ROWS_PER_RANGE - 1}",
                "Prefer": "count=exact",
                **({"apikey": key, "Authorization": f"Bearer {key}"} if key else {}),
            },
            cb_kwargs={"first": first},
            priority=LISTS_FIRST,
            # Ranges share one address: neither the duplicate filter nor the cache can distinguish them.
            dont_filter=True,
            # The key must not be stored or sent anywhere else.
            meta={"dont_cache": True, "dont_redirect": True},
        )

    def parse_rows(self, response: Response, first: int) -> Iterator[scrapy.Request]:
        """Request the files of a range's rows, and with the first range the further ranges."""
        try:
            rows, promised = rows_of(response)
        except ValueError as error:
            raise self.layout_changed(response.url, str(error)) from None
        self.promise("catalogue", promised, response.url)
        if first == 0:
            self.ledger.fields = FieldCounts(COUNTED_COLUMNS)
            for following in range(ROWS_PER_RANGE, promised, ROWS_PER_RANGE):
                yield self.rows_from(following)
        self.ledger.pages += 1
        for row in rows:
            self.find("catalogue", str(row["id"]), response.url)
            self.ledger.fields.add(row)
            name = str(row["isb_number"] or "")
            if name:
                address = f"{self.sites.files}/{quote(name, safe='', errors='replace')}.isb.txt"
                yield from self.fetch_song(name, address, "parse_song")
            else:
                self.ledger.rows_without_file.add(str(row["id"]))


def rows_of(response: Response) -> tuple[list[dict], int]:
    """Return the rows of a response and their total number. Raise `ValueError` when it is not from a catalogue."""
    total = re.fullmatch(rb"[\d*]+(?:-\d+)?/(\d+)", response.headers.get("Content-Range") or b"")
    if total is None:
        raise ValueError("no header Content-Range: FIRST-LAST/TOTAL")
    try:
        rows = json.loads(response.body)
        lacking = [sorted(COLUMNS - row.keys()) for row in rows if not row.keys() >= COLUMNS]
    except (ValueError, AttributeError, TypeError):
        raise ValueError("not a JSON list of rows") from None
    if lacking:
        raise ValueError(f"rows without the columns {', '.join(lacking[0])}")
    return rows, int(total.group(1))


class AutoSpider(CatalogueSpider, ClassicSpider):
    """Spider that crawls the catalogue, or the classic lists when the catalogue cannot be read."""

    name = "auto"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield the request for the catalogue's first range."""
        self.ledger.layout = "catalogue"
        yield self.rows_from(0).replace(callback=self.parse_first_rows, errback=self.catalogue_failed)

    def parse_first_rows(self, response: Response, first: int) -> Iterator[scrapy.Request]:
        """Read the first range, or fall back when the response is not from a catalogue."""
        try:
            rows, _ = rows_of(response)
            if not rows:
                raise ValueError("it shows no rows")
        except ValueError as error:
            yield from self.fall_back(str(error))
        else:
            yield from self.parse_rows(response, first)

    def catalogue_failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """Fall back when the catalogue could not be fetched."""
        yield from self.fall_back(self.describe(failure))

    def fall_back(self, reason: str) -> Iterator[scrapy.Request]:
        """Crawl the classic lists instead, and log the reason."""
        log.info("could not read the catalogue (%s): reading the classic lists instead", reason)
        self.ledger.expected_pages = 0
        yield from self.searches()


SPIDERS = {spider.name: spider for spider in (ClassicSpider, CatalogueSpider, AutoSpider)}
