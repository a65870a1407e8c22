"""Keeps a live crawl on the web: no page of the archive makes it ask the machines of this network."""

import asyncio
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class PublicAddresses:
    """Refuses hosts at private addresses, but for those that the configuration names.

    A proxy, where one is set, looks hosts up itself, and is left to judge them.
    """

    def __init__(self, named: list[str]):
        self.named = named

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PublicAddresses":
        """Built by Scrapy."""
        return cls(crawler.settings.getlist("NAMED_HOSTS"))

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy for each request, after redirects too."""
        host = urlsplit(request.url).hostname
        if host in self.named or "proxy" in request.meta:
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None)
        except OSError:
            return  # the download itself will say so
        if not all(ip_address(address[0]).is_global for *_, address in found):
            raise IgnoreRequest(f"{host} is a machine of this network, not of the web")
