"""A crawl's line of progress, as an extension of Scrapy."""

import logging
import time
from datetime import timedelta

from scrapy import signals
from scrapy.crawler import Crawler

from geetkar.archive.spiders import ArchiveSpider, Ledger

log = logging.getLogger("geetkar.archive")

PROGRESS_EVERY = 5.0  # seconds


class ProgressLine:
    """Pages of the lists, then songs; pages a second and time left, as of the last seconds.

    Pages of the cache come by the hundred a second; a mean since the start would say so for long.
    """

    def __init__(self) -> None:
        self.reported = time.monotonic()
        self.pages = self.pages_reported = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ProgressLine":
        """Built by Scrapy."""
        progress = cls()
        crawler.signals.connect(progress.response_received, signals.response_received)
        return progress

    def response_received(self, spider: ArchiveSpider) -> None:
        """Called by Scrapy for each page, fetched or replayed."""
        self.pages += 1
        seconds = time.monotonic() - self.reported
        if seconds >= PROGRESS_EVERY:
            log.info(progress(spider.ledger, (self.pages - self.pages_reported) / seconds))
            self.reported, self.pages_reported = time.monotonic(), self.pages


def progress(ledger: Ledger, rate: float) -> str:
    """The line, at so many pages a second. How many songs there are is known when all lists are read."""
    if ledger.pages < ledger.expected_pages:
        return f"{ledger.pages} of {ledger.expected_pages} pages of the lists, {rate:.1f} pages/s"
    listed, done = len(ledger.listed), len(ledger.fetched.keys() | ledger.missing.keys())
    left = timedelta(seconds=round((listed - done) / rate))
    return f"{done} of {listed} listed songs, {rate:.1f} pages/s, {left} left"
