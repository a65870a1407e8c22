"""What this project adds to Scrapy: the way to the replica, and a line of progress."""

import logging
import time

from scrapy import Request, signals
from scrapy.crawler import Crawler

log = logging.getLogger("geetkar.archive")

PROGRESS_EVERY = 5.0  # seconds


class ReplicaProxy:
    """Sends every request to the replica, whatever address it names."""

    def __init__(self, port: int):
        self.proxy = f"http://127.0.0.1:{port}"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReplicaProxy":
        """Built by Scrapy."""
        return cls(crawler.settings.getint("REPLICA_PORT"))

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for each request."""
        request.meta["proxy"] = self.proxy


class ProgressLine:
    """Songs fetched of those listed, pages a second and time left."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.started = self.reported = time.monotonic()
        self.songs = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ProgressLine":
        """Built by Scrapy."""
        progress = cls(crawler)
        crawler.signals.connect(progress.item_scraped, signals.item_scraped)
        return progress

    def item_scraped(self) -> None:
        """Called by Scrapy for each song."""
        self.songs += 1
        now = time.monotonic()
        if now - self.reported < PROGRESS_EVERY:
            return
        self.reported = now
        listed = len(self.crawler.spider.ledger.listed)
        pages = self.crawler.stats.get_value("response_received_count", 0) / (now - self.started)
        left = (listed - self.songs) * (now - self.started) / self.songs
        log.info("%d of %d listed songs, %.1f pages/s, %.0f s left", self.songs, listed, pages, left)
