"""The way to the replica, as a downloader middleware of Scrapy."""

from scrapy import Request
from scrapy.crawler import Crawler


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
