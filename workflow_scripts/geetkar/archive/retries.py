"""Repeat failed requests: at once after a broken connection, later when the server is busy."""

import asyncio
import logging
import time
from email.utils import parsedate_to_datetime

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings

from geetkar.archive.compression import ACCEPTED, BadCompression, unpacked

log = logging.getLogger("geetkar.archive")

BUSY = (429, 503)
LONGEST_WAIT = 300.0  # seconds; the longest that a server can delay a crawl
FIRST_WAIT = 5.0  # in `DOWNLOAD_DELAY`s; doubled with each retry of a page


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, placed before the cache; they also wait for a busy server and unpack strictly."""

    def __init__(self, settings: BaseSettings):
        super().__init__(settings)
        self.delay = settings.getfloat("DOWNLOAD_DELAY")
        self.largest = settings.getint("DOWNLOAD_MAXSIZE")

    def process_request(self, request: Request) -> None:
        """Set the accepted compressions. Called by Scrapy for each request."""
        request.headers[b"Accept-Encoding"] = ACCEPTED

    # Scrapy also accepts a coroutine here, though its own method is not one.
    async def process_response(  # pyrefly: ignore[bad-override]
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Unpack a response, or repeat its request. Called by Scrapy for each response."""
        if response.status in BUSY:
            await self._wait(request, response)
        if not 200 <= response.status < 300:  # its body is not read
            response.headers.pop(b"Content-Encoding", None)
            return super().process_response(request, response)
        try:
            response = unpacked(response, self.largest)
        except BadCompression as error:
            if again := self._retry(request, error):
                return again
            raise IgnoreRequest(str(error)) from error
        return response

    async def _wait(self, request: Request, response: Response) -> None:
        """Wait before the next try, if there is one; a live crawl requests nothing else meanwhile."""
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
    """Return the seconds to wait by the Retry-After header, a number or a date; `None` without a valid header."""
    stated = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if stated.isdecimal():
        return float(stated)
    try:
        return max(0.0, parsedate_to_datetime(stated).timestamp() - now)
    except (TypeError, ValueError):
        return None
