"""Asking again: at once where a connection broke, and when the server says so where it is busy."""

import asyncio
import logging
import time
import zlib
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

log = logging.getLogger("geetkar.archive")

BUSY = (429, 503)
LONGEST_WAIT = 300.0  # seconds; no server may stop a crawl for longer
FIRST_WAIT = 5.0  # delays between two requests, doubled with each retry of a page
GZIP = 16 + zlib.MAX_WBITS


class BadCompression(Exception):  # noqa: N818 (Scrapy names it in its statistics)
    """A page whose gzip data are damaged or cut off."""


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, which here stand before the cache, wait for a busy server, and unpack strictly.

    Scrapy itself unpacks as much as it can of damaged data: half a song would pass for a song.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatientRetry":
        """Built by Scrapy."""
        retry = super().from_crawler(crawler)
        retry.delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        retry.largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        return retry

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for each request."""
        request.headers[b"Accept-Encoding"] = b"gzip"

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Called by Scrapy for each answer."""
        if response.status in BUSY:
            await self._wait(request, response)
        try:
            response = unpacked(response, self.largest)
        except BadCompression as error:
            if again := self._retry(request, error):
                return again
            raise IgnoreRequest(str(error)) from error
        return super().process_response(request, response)

    async def _wait(self, request: Request, response: Response) -> None:
        """Wait before the next try, if there is one; a live crawl asks for nothing else meanwhile."""
        tried = request.meta.get("retry_times", 0)
        seconds = retry_after(response, time.time())
        if seconds is None:
            seconds = self.delay * FIRST_WAIT * 2**tried
        seconds = min(seconds, LONGEST_WAIT)
        if tried >= self.max_retry_times or not seconds:
            return
        self.crawler.stats.inc_value("retry/waits")
        log.info("%s is busy (status %d): waiting %.0f s", request.url, response.status, seconds)
        await asyncio.sleep(seconds)


def retry_after(response: Response, now: float) -> float | None:
    """Seconds that the server asks to wait, told as a number or as a date; None where it does not say."""
    told = response.headers.get(b"Retry-After", b"").decode("latin-1").strip()
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (TypeError, ValueError):
        return None


def unpacked(response: Response, largest: int) -> Response:
    """A response without its compression, at most `largest` bytes of it.

    Raises `BadCompression` when the data are damaged, cut off or not gzip, which alone was asked for, and
    `IgnoreRequest` when they are too large.
    """
    compression = b",".join(response.headers.pop(b"Content-Encoding", [])).strip().lower()
    if not response.body or compression in (b"", b"identity"):
        return response
    unpacker = zlib.decompressobj(GZIP)
    try:
        body = unpacker.decompress(response.body, largest + 1)
    except zlib.error as error:
        raise BadCompression(f"damaged {compression.decode('latin-1')} data ({error})") from error
    if len(body) > largest:
        raise IgnoreRequest(too_large(largest))
    if not unpacker.eof:
        raise BadCompression("gzip data that are cut off")
    return response.replace(body=body)


def too_large(largest: int) -> str:
    """The reason of a page that was not read to its end, in words."""
    return f"larger than {largest // 2**20} MB"
