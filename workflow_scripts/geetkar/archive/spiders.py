"""The archive's two layouts, crawled for song files.

A page that does not look as it should stops the crawl, naming the page and what was looked for: better no
data set than one with holes.
"""

import json
import math
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from geetkar.archive.items import SongFile, is_song_id, song_file
from geetkar.archive.song_page import isb_from_page

# Every Hindi title has a vowel; the songs that several searches list are fetched once.
SEARCHES = ("a", "e", "i", "o", "u")
ROWS_PER_RANGE = 500
COLUMNS = {"id", "isb_number", "song_title"}
TOTAL = re.compile(r"Total\s*<b>\s*([\d,]+)\s*</b>\s*songs", re.IGNORECASE)
NOTHING_FOUND = "Sorry, no song found"
ROWS = "//table//tr[not(.//tr)]"  # not those of a table that only lays out the page
FILE_LINK = './/a[contains(@href, "fileurl=")]/@href'
PAGE_LINK = './/a[contains(@href, "viewisbsong.asp")]/@href'


@dataclass
class Ledger:
    """What the lists promised and what became of it."""

    listed: dict[str, str] = field(default_factory=dict)  # address by song
    missing: dict[str, str] = field(default_factory=dict)  # reason by song
    invalid: list[str] = field(default_factory=list)  # ids that are none
    promised: dict[str, int] = field(default_factory=dict)  # songs by list, as the site counts them
    found: dict[str, set[str]] = field(default_factory=dict)  # songs by list, as they were found
    pages: int = 0
    layout_error: str | None = None


class ArchiveSpider(scrapy.Spider):
    """What both layouts share: the ledger, and fetching a song once."""

    def __init__(self, archive: dict, ledger: Ledger, **arguments: object):
        super().__init__(**arguments)
        self.archive = archive
        self.ledger = ledger

    def fetch_song(self, song: str, url: str, callback: str) -> Iterator[scrapy.Request]:
        """Ask for a listed song, unless it was asked for or its id is none."""
        if not is_song_id(song):
            self.ledger.invalid.append(song)
        elif song not in self.ledger.listed:
            self.ledger.listed[song] = url
            yield scrapy.Request(
                url,
                getattr(self, callback),
                errback=self.song_failed,
                cb_kwargs={"song": song},
                dont_filter=True,
            )

    def parse_song(self, response: Response, song: str) -> Iterator[SongFile]:
        """A raw file."""
        yield song_file(song, response)

    def song_failed(self, failure: Failure) -> None:
        """A song that is listed and cannot be had."""
        self.ledger.missing[failure.request.cb_kwargs["song"]] = describe(failure)

    def list_failed(self, failure: Failure) -> None:
        """A list that cannot be had hides an unknown number of songs."""
        raise self.layout_changed(failure.request.url, describe(failure))

    def layout_changed(self, url: str, expected: str) -> CloseSpider:
        """The error to raise when a page is not what it should be."""
        self.ledger.layout_error = f"{url}: {expected}"
        return CloseSpider("layout_changed")


def describe(failure: Failure) -> str:
    """Why a page could not be had, in a few words."""
    if failure.check(HttpError):
        return f"status {failure.value.response.status}"
    return f"{failure.type.__name__}: {failure.getErrorMessage()}".strip(": ")


class ClassicSpider(ArchiveSpider):
    """The old site: paged search lists, whose rows link to raw files through the transliterator."""

    name = "classic"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The first page of every search."""
        for text in SEARCHES:
            yield self.search(text, page=1)

    def search(self, text: str, page: int) -> scrapy.Request:
        """A page of the songs whose title holds a text."""
        query = urlencode({"browse": "stitle", "s": text, "submit": "search", "PageNo": page})
        url = f"{self.archive['classic_site']}/search.asp?{query}"
        return scrapy.Request(url, self.parse_list, errback=self.list_failed, cb_kwargs={"text": text, "page": page})

    def parse_list(self, response: Response, text: str, page: int) -> Iterator[scrapy.Request]:
        """Ask for the songs of a list's page; its first page also tells how many pages follow."""
        self.ledger.pages += 1
        total = TOTAL.search(response.text)
        if total is None and NOTHING_FOUND in response.text:
            return
        if total is None:
            raise self.layout_changed(response.url, "no 'Total <b>N</b> songs'")
        rows = [row for row in response.xpath(ROWS) if row.xpath(FILE_LINK) or row.xpath(PAGE_LINK)]
        if not rows:
            raise self.layout_changed(response.url, f"no row with {FILE_LINK}")
        promised = int(total.group(1).replace(",", ""))
        self.ledger.promised[text] = promised
        if page == 1:
            for following in range(2, math.ceil(promised / len(rows)) + 1):
                yield self.search(text, following)
        for row in rows:
            song, url, callback = self.read_row(response, row)
            self.ledger.found.setdefault(text, set()).add(song)
            yield from self.fetch_song(song, url, callback)

    def read_row(self, response: Response, row: scrapy.Selector) -> tuple[str, str, str]:
        """A row's song, where it is, and what reads it: its raw file, or its page where no file is linked."""
        if link := row.xpath(FILE_LINK).get():
            address = response.urljoin(parse_qs(urlsplit(link).query)["fileurl"][0])
            name = address.rsplit("/", 1)[-1]
            return name.removesuffix(".txt").removesuffix(".isb"), address, "parse_song"
        address = response.urljoin(row.xpath(PAGE_LINK).get())
        return parse_qs(urlsplit(address).query).get("id", [""])[0], address, "parse_song_page"

    def parse_song_page(self, response: Response, song: str) -> Iterator[SongFile]:
        """A song page, written as the ISB file that it was made from."""
        try:
            yield song_file(song, response, isb_from_page(response).encode())
        except ValueError as error:
            raise self.layout_changed(response.url, str(error)) from error


class CatalogueSpider(ArchiveSpider):
    """The modern site: a PostgREST catalogue, read by ranges, whose rows name raw files."""

    name = "catalogue"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The first range; its answer tells how many rows there are."""
        yield self.rows_from(0)

    def rows_from(self, first: int) -> scrapy.Request:
        """A range of rows."""
        key = os.environ.get("GIITAAYAN_API_KEY", "")
        return scrapy.Request(
            f"{self.archive['catalogue_site']}/songs?select=*&order=id.asc",
            self.parse_rows,
            errback=self.list_failed,
            headers={
                "Range-Unit": "items",
                "Range": f"{first}-{first + ROWS_PER_RANGE - 1}",
                "Prefer": "count=exact",
                **({"apikey": key, "Authorization": f"Bearer {key}"} if key else {}),
            },
            cb_kwargs={"first": first},
            # Ranges share one address: neither the filter of duplicates nor the cache can tell them apart.
            dont_filter=True,
            meta={"dont_cache": True},
        )

    def parse_rows(self, response: Response, first: int) -> Iterator[scrapy.Request]:
        """Ask for the files of a range's rows; the first range also asks for the others."""
        self.ledger.pages += 1
        total = re.fullmatch(rb"[\d*]+(?:-\d+)?/(\d+)", response.headers.get("Content-Range") or b"")
        if total is None:
            raise self.layout_changed(response.url, "no header Content-Range: FIRST-LAST/TOTAL")
        try:
            rows = json.loads(response.body)
            lacking = [sorted(COLUMNS - row.keys()) for row in rows if not row.keys() >= COLUMNS]
        except (ValueError, AttributeError, TypeError):
            raise self.layout_changed(response.url, "not a JSON list of rows") from None
        if lacking:
            raise self.layout_changed(response.url, f"rows without the columns {', '.join(lacking[0])}")
        promised = int(total.group(1))
        self.ledger.promised["catalogue"] = promised
        self.ledger.found.setdefault("catalogue", set()).update(str(row["id"]) for row in rows)
        if first == 0:
            for following in range(ROWS_PER_RANGE, promised, ROWS_PER_RANGE):
                yield self.rows_from(following)
        for row in rows:
            song = str(row["isb_number"] or "")
            if not song:
                self.ledger.missing[f"row {row['id']}"] = "the catalogue names no file"
                self.ledger.listed.setdefault(f"row {row['id']}", "")
                continue
            yield from self.fetch_song(song, f"{self.archive['files_site']}/{song}.isb.txt", "parse_song")


SPIDERS = {spider.name: spider for spider in (ClassicSpider, CatalogueSpider)}
