"""The baseline of the archive's spider: a crawl that does as little as possible."""

from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.http import Response

from geetkar.archive.crawl import replica_settings
from geetkar.archive.replica_proxy import ReplicaProxy


class BareSpider(scrapy.Spider):
    """A spider that fetches addresses and parses nothing."""

    name = "bare"

    def __init__(self, addresses: list[str], **arguments: Any):
        super().__init__(**arguments)
        self.addresses = addresses

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Request all addresses."""
        for address in self.addresses:
            yield scrapy.Request(address, self.drop, dont_filter=True)

    def drop(self, response: Response) -> None:
        """Do nothing with a page."""


def bare_settings(port: int) -> dict:
    """Return the settings of a replica's crawl, without this project's extensions except its proxy to the replica."""
    return replica_settings(port) | {
        "ROBOTSTXT_OBEY": False,
        "DOWNLOADER_MIDDLEWARES": {ReplicaProxy: 740},
        "EXTENSIONS": {},
    }
