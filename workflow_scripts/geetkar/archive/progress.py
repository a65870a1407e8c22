"""Log the progress of a crawl, as an extension of Scrapy."""

import logging
import time
from datetime import timedelta

from scrapy import signals
from scrapy.crawler import Crawler

from geetkar.archive.spiders import ArchiveSpider, Ledger

log = logging.getLogger("geetkar.archive")

PROGRESS_EVERY = 5.0  # seconds


class ProgressLine:
    """Log the pages of the lists, then the songs, with the pages per second and the time left.

    The rate is that of the last seconds: cached pages come at hundreds per second and would distort a mean.
    """

    def __init__(self) -> None:
        self.reported = time.monotonic()
        self.pages = self.pages_reported = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ProgressLine":
        """Build the extension. Called by Scrapy."""
        progress = cls()
        crawler.signals.connect(progress.response_received, signals.response_received)
        return progress

    def response_received(self, spider: ArchiveSpider) -> None:
        """Count a page. Called by Scrapy for each page, fetched or replayed."""
        self.pages += 1
        seconds = time.monotonic() - self.reported
        if seconds >= PROGRESS_EVERY:
            log.info(progress(spider.ledger, (self.pages - self.pages_reported) / seconds))
            self.reported, self.pages_reported = time.monotonic(), self.pages


def progress(ledger: Ledger, rate: float) -> str:
    """Return the line; `rate` is in pages per second. The number of songs is known once all lists are read."""
    if ledger.pages < ledger.expected_pages:
        return f"{ledger.pages} of {ledger.expected_pages} pages of the lists, {rate:.1f} pages/s"
    listed, done = len(ledger.listed), len(ledger.fetched.keys() | ledger.missing.keys())
    left = timedelta(seconds=round((listed - done) / rate))
    return f"{done} of {listed} listed songs, {rate:.1f} pages/s, {left} left"
