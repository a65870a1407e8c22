"""Send requests to the replica, as a downloader middleware of Scrapy."""

from scrapy import Request
from scrapy.crawler import Crawler


class ReplicaProxy:
    """Send every request to the replica, whatever its address."""

    def __init__(self, port: int):
        self.proxy = f"http://127.0.0.1:{port}"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ReplicaProxy":
        """Build the middleware. Called by Scrapy."""
        return cls(crawler.settings.getint("REPLICA_PORT"))

    def process_request(self, request: Request) -> None:
        """Set the proxy. Called by Scrapy for each request."""
        request.meta["proxy"] = self.proxy
