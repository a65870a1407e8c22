"""The archive's two layouts, crawled for song files.

A page that does not look as it should stops the crawl, naming the page and what was looked for: better no
data set than one with holes.
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
from geetkar.archive.encodings import decode
from geetkar.archive.field_counts import FieldCounts
from geetkar.archive.robots import RobotsRefusal
from geetkar.archive.sites import Sites
from geetkar.archive.song_file import SongFile, is_web_page, song_file
from geetkar.archive.song_ids import is_song_name, song_id_of
from geetkar.archive.song_page import isb_from_page
from geetkar.workflow.preflight import KEY

log = logging.getLogger("geetkar.archive")

# Every Hindi title has a vowel; the songs that several searches list are fetched once.
SEARCHES = ("a", "e", "i", "o", "u")
ROWS_PER_RANGE = 500
COLUMNS = {"id", "isb_number", "song_title"}
COUNTED_COLUMNS = ("isb_number", "song_title", "album", "year", "lyricist", "composer", "singer")
COUNTED_CELLS = ("title", "film")
TOTAL = re.compile(r"Total\s*<b>\s*([\d,]{1,20})\s*</b>\s*songs", re.IGNORECASE)
NOTHING_FOUND = "Sorry, no song found"
ROWS = "//table//tr[not(.//tr)]"  # not those of a table that only lays out the page
FILE_LINK, PAGE_LINK = "fileurl=", "viewisbsong.asp"
FILE_ADDRESS = re.compile(r"[?&;]fileurl=([^&;]*)")
# In an address that is a parameter of another: what stays encoded, as it is part of a name, and what must be encoded.
MARK_IN_NAME, PERCENT_IN_NAME = re.compile("%(?=3[Ff]|23)"), re.compile("%(?![0-9A-Fa-f]{2})")
PAGE_NUMBER = re.compile(r"[?&;]id=([^&;]*)")
MOST_SONGS = 1_000_000  # a list of more is none: it would be asked for page by page for years
LARGEST_ARCHIVE = 2**30  # characters of all songs, which are held in memory
LISTS_FIRST = 1  # before the songs, so that their number is known, and the site has no time to change


@dataclass
class Ledger:
    """What the lists promised and what became of it."""

    layout: str = "classic"  # the one that was taken
    listed: dict[str, dict[str, str]] = field(default_factory=dict)  # addresses and what reads them, by song
    fetched: dict[str, str] = field(default_factory=dict)  # address by song
    missing: dict[str, str] = field(default_factory=dict)  # reason by song
    invalid: set[str] = field(default_factory=set)  # names that no song can have
    rows_without_file: set[str] = field(default_factory=set)
    promised: dict[str, int] = field(default_factory=dict)  # rows by list, as the site counts them
    found: dict[str, set[str]] = field(default_factory=dict)  # rows by list, as they were found
    fields: FieldCounts = field(default_factory=lambda: FieldCounts(()))  # of the songs' rows
    pages: int = 0  # of lists, read
    expected_pages: int = 0  # of lists, as far as is known
    failed: int = 0  # addresses of songs
    characters: int = 0  # of the songs fetched
    layout_error: str | None = None
    list_lost: str | None = None
    refusal: str | None = None  # why the rules of a site stopped the crawl


class ArchiveSpider(scrapy.Spider):
    """What both layouts share: the ledger, and fetching a song once."""

    def __init__(self, sites: Sites, ledger: Ledger, **arguments: Any):
        super().__init__(**arguments)
        self.sites = sites
        self.ledger = ledger

    def fetch_song(self, name: str, url: str, callback: str) -> Iterator[scrapy.Request]:
        """Ask for a listed song once: at another address only where the ones before have failed."""
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
        """The request for a song at one of its addresses."""
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
        """A raw file, if it is one: a page of an error may call itself a success."""
        file = song_file(song, file_name(url), response)
        if not is_web_page(file.raw):
            yield self.found(file, url)
        elif response.request and (again := get_retry_request(response.request, spider=self, reason="web page")):
            yield again
        else:
            yield from self.song_lost(song, url, "a web page in place of a song file")

    def found(self, file: SongFile, url: str) -> SongFile:
        """Book a song as fetched."""
        self.ledger.characters += len(file.raw)
        if self.ledger.characters > LARGEST_ARCHIVE:
            raise self.layout_changed(file.url, f"the songs have more than {LARGEST_ARCHIVE:,} characters together")
        self.ledger.fetched[file.song] = url
        return file

    def promise(self, name: str, promised: int, url: str) -> None:
        """Book how many songs a list says that it has."""
        if promised > MOST_SONGS:
            raise self.layout_changed(url, f"a list of {promised:,} songs, more than {MOST_SONGS:,}")
        self.ledger.promised[name] = promised

    def find(self, name: str, row: str, url: str) -> None:
        """Book a row of a list; `row` tells it from the others."""
        found = self.ledger.found.setdefault(name, set())
        found.add(row)
        if len(found) > self.ledger.promised[name]:
            raise self.layout_changed(url, f"more rows than the {self.ledger.promised[name]:,} that the list promised")

    def song_failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """A song that is listed and cannot be had at one address."""
        self.stop_at_refusal(failure)
        yield from self.song_lost(reason=self.describe(failure), **_request_of(failure).cb_kwargs)

    def song_lost(self, song: str, url: str, reason: str) -> Iterator[scrapy.Request]:
        """Ask at the address that was listed after the one that failed; without one, the song is missing."""
        self.ledger.failed += 1
        addresses = list(self.ledger.listed[song])
        if url == addresses[-1]:
            self.ledger.missing[song] = reason
        else:
            yield self.song_request(song, addresses[addresses.index(url) + 1])

    def list_failed(self, failure: Failure) -> None:
        """A list that cannot be had hides an unknown number of songs."""
        self.stop_at_refusal(failure)
        self.ledger.list_lost = f"{_request_of(failure).url}: {self.describe(failure)}"
        raise CloseSpider("list_lost")

    def stop_at_refusal(self, failure: Failure) -> None:
        """End the crawl when the rules of the archive itself, not of another site that it links to, are the cause."""
        own = self.settings.getlist("NAMED_HOSTS")
        if failure.check(RobotsRefusal) and urlsplit(_request_of(failure).url).hostname in own:
            self.ledger.refusal = failure.getErrorMessage()
            raise CloseSpider("robots.txt")

    def layout_changed(self, url: str | None, expected: str) -> CloseSpider:
        """The error to raise when a page is not what it should be."""
        self.ledger.layout_error = f"{url}: {expected}"
        return CloseSpider("layout_changed")

    def describe(self, failure: Failure) -> str:
        """Why a page could not be had, in a few words."""
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
    """The old site: paged search lists, whose rows link to raw files through the transliterator."""

    name = "classic"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The first page of every search."""
        for request in self.searches():
            yield request

    def searches(self) -> Iterator[scrapy.Request]:
        """The first page of every search."""
        self.ledger.layout = "classic"
        self.ledger.fields = FieldCounts(COUNTED_CELLS)
        for text in SEARCHES:
            yield self.search(text, page=1)

    def search(self, text: str, page: int) -> scrapy.Request:
        """A page of the songs whose title holds a text."""
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
        """Ask for the songs of a list's page; its first page also tells how many pages follow."""
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
        """A song page, written as the ISB file that it was made from."""
        try:
            text = isb_from_page(decode(response.body)[1])
        except ValueError as error:
            raise self.layout_changed(response.url, str(error)) from error
        yield self.found(song_file(song, None, response, text.encode()), url)


def song_rows(page: str) -> list[tuple[list[HtmlElement], str | None]]:
    """The rows of a list: their cells, and the link to the song, which a row of as many cells may lack."""
    tree = scrapy.Selector(text=page, type="html").root
    rows = [([cell for cell in row if cell.tag == "td"], song_link(row)) for row in tree.xpath(ROWS)]
    widths = {len(cells) for cells, link in rows if link} - {1}
    return [(cells, link) for cells, link in rows if link or (len(cells) in widths and cell_text(cells[0]))]


def named(cells: list[HtmlElement]) -> dict[str, str]:
    """The texts of a row's cells by their names."""
    return dict(zip(COUNTED_CELLS, map(cell_text, cells), strict=False))


def song_link(row: HtmlElement) -> str | None:
    """The link of a row to the song's raw file, or to its page where no file is linked."""
    links = [link.get("href", "") for link in row.iter("a")]
    wanted = (link for part in (FILE_LINK, PAGE_LINK) for link in links if part in link)
    return next(wanted, None)


def cell_text(cell: HtmlElement) -> str:
    """The text of a cell, spaces and line breaks as one space."""
    return " ".join("".join(cell.itertext()).split())


@cache  # a song stands in up to five lists
def address_of(page: str, link: str) -> tuple[str, str, str]:
    """Return the name of the song that a link of a page leads to, its address, and what reads it."""
    if file := FILE_ADDRESS.search(link):
        linked = unquote_plus(MARK_IN_NAME.sub("%25", file.group(1)))
        address = urljoin(page, PERCENT_IN_NAME.sub("%25", linked))
        return file_name(address).removesuffix(".txt").removesuffix(".isb"), address, "parse_song"
    number = PAGE_NUMBER.search(link)
    return unquote_plus(number.group(1)) if number else "", urljoin(page, link), "parse_song_page"


def file_name(address: str) -> str:
    """Return the name of the file at an address, as its folder has it."""
    return unquote(address.rsplit("/", 1)[-1])


class CatalogueSpider(ArchiveSpider):
    """The modern site: a PostgREST catalogue, read by ranges, whose rows name raw files."""

    name = "catalogue"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The first range; its answer tells how many rows there are."""
        self.ledger.layout = "catalogue"
        yield self.rows_from(0)

    def rows_from(self, first: int) -> scrapy.Request:
        """A range of rows."""
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
            # Ranges share one address: neither the filter of duplicates nor the cache can tell them apart.
            dont_filter=True,
            # Nor may the key go anywhere else.
            meta={"dont_cache": True, "dont_redirect": True},
        )

    def parse_rows(self, response: Response, first: int) -> Iterator[scrapy.Request]:
        """Ask for the files of a range's rows; the first range also asks for the others."""
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
    """The rows of an answer, and how many there are in all. Raises `ValueError` when it is no catalogue."""
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
    """Whichever layout can be had: the catalogue, else the classic lists."""

    name = "auto"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The catalogue's first range."""
        self.ledger.layout = "catalogue"
        yield self.rows_from(0).replace(callback=self.parse_first_rows, errback=self.catalogue_failed)

    def parse_first_rows(self, response: Response, first: int) -> Iterator[scrapy.Request]:
        """The first range, if it is one."""
        try:
            rows, _ = rows_of(response)
            if not rows:
                raise ValueError("it shows no row")
        except ValueError as error:
            yield from self.fall_back(str(error))
        else:
            yield from self.parse_rows(response, first)

    def catalogue_failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        """A catalogue that cannot be asked."""
        yield from self.fall_back(self.describe(failure))

    def fall_back(self, reason: str) -> Iterator[scrapy.Request]:
        """The classic lists, and why."""
        log.info("the catalogue cannot be had (%s): reading the classic lists", reason)
        self.ledger.expected_pages = 0
        yield from self.searches()


SPIDERS = {spider.name: spider for spider in (ClassicSpider, CatalogueSpider, AutoSpider)}
