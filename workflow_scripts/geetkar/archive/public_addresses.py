"""Keep a live crawl off the local network, even if pages of the archive link to it."""

import asyncio
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class PublicAddresses:
    """Refuse hosts with private addresses, except those that the configuration names.

    Behind a proxy nothing is refused: the proxy resolves the hosts itself.
    """

    def __init__(self, named: list[str]):
        self.named = named

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PublicAddresses":
        """Build the middleware. Called by Scrapy."""
        return cls(crawler.settings.getlist("NAMED_HOSTS"))

    async def process_request(self, request: Request) -> None:
        """Refuse a private host. Called by Scrapy for each request, also for redirected ones."""
        host = urlsplit(request.url).hostname
        if host in self.named or "proxy" in request.meta:
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None)
        except OSError:
            return  # the download itself will fail
        if not all(ip_address(address[0]).is_global for *_, address in found):
            raise IgnoreRequest(f"{host} has a private address, which is not fetched")
