"""Obey robots.txt as RFC 9309 defines it, and the pauses between requests that it can set."""

import logging
import math
import re
import time
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser, decode_robotstxt
from scrapy.utils.httpobj import urlparse_cached

from geetkar import __version__

log = logging.getLogger("geetkar.archive")

NAME = f"geetkar/{__version__}"  # the name that rules can address; without the contact, which could match other rules
RULES_AGE = 24 * 3600  # seconds until rules are read again (RFC 9309, section 2.4)
LONGEST_PAUSE = 300.0  # seconds between two requests; with a longer pause an archive would take months
BUSY = (408, 429)  # these mean "try again", not "there are no rules"
SHOWN = 40  # characters of a malformed value
CRAWL_DELAY = re.compile(r"\s*crawl[- ]delay[\s:]+([^#]+)", re.IGNORECASE)


class RobotsRefusal(IgnoreRequest):
    """A site from which nothing may be requested, since its rules cannot be read or followed."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, changed to refuse a site whose rules cannot be read, and to keep the rules' pauses."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.read_at: dict[str, float] = {}  # seconds since 1970, by host and port
        self.refusals: dict[str, str] = {}  # reasons, by host and port

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of a request's site; read them again after a day."""
        site = urlparse_cached(request).netloc
        if time.time() - self.read_at.get(site, math.inf) > RULES_AGE:
            del self._parsers[site], self.read_at[site]
        return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        """Read a site's rules. Called by Scrapy; an exception goes to `_robots_error`."""
        if 400 <= response.status < 500 and response.status not in BUSY:
            response = response.replace(body=b"")  # there are no rules
        elif not 200 <= response.status < 300:
            raise IgnoreRequest(f"status {response.status}")
        self._slow_down(request, response.body)
        self.read_at[netloc] = response.meta.get("cache_timestamp", time.time())
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Refuse a site whose rules could not be read. Called by Scrapy after the retries."""
        if isinstance(exc, RobotsRefusal):
            reason = str(exc)
        else:
            why = str(exc) if isinstance(exc, IgnoreRequest) else f"{type(exc).__name__}: {exc}"
            reason = (
                f"could not be read ({why}), so nothing may be requested from that site. "
                "Run it again later; if the error stays, write to the owners of the site."
            )
        self.refusals[netloc] = reason
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Stop a request to a refused site, or one that the rules forbid. Called by Scrapy."""
        if reason := self.refusals.get(urlparse_cached(request).netloc):
            raise RobotsRefusal(f"{urljoin(request.url, '/robots.txt')} {reason}")
        super().process_request_2(rp, request)

    def _slow_down(self, request: Request, rules: bytes) -> None:
        """Apply the pause between two requests that a host's rules set, from the next request on."""
        host = urlparse_cached(request).hostname or ""
        if malformed := malformed_pause(rules):
            log.warning(
                "%s: ignored its Crawl-delay %r, which is not a number of seconds. If the owners want a longer pause "
                "than %g s, set it in `archive.delay`.",
                urljoin(request.url, "/robots.txt"),
                malformed[:SHOWN],
                self.delay,
            )
        pause = pause_of(rules)
        if pause <= self.delay:
            return
        if pause > LONGEST_PAUSE:
            raise RobotsRefusal(
                f"sets a pause of {pause:g} s between two requests, longer than the limit of {LONGEST_PAUSE:g} s. "
                f"Ask the owners of the site for their songs, or accept the pause: set `archive.delay` to {pause:g}."
            )
        log.info("%s: pausing for %g s between two requests, as set in its robots.txt", host, pause)
        downloader = self.crawler.engine.downloader
        pause = max(pause, pause_at(downloader, host))
        downloader.per_slot_settings[host] = {"delay": pause}
        if slot := downloader.slots.get(host):
            slot.delay = max(slot.delay, pause)


def is_for_robots_txt(request: Request) -> bool:
    """Return whether a request, redirected or not, fetches robots.txt."""
    return request.meta.get("dont_obey_robotstxt", False)


class PatientThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, changed never to go below the pause of robots.txt."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Keep the pause of robots.txt. Called by Scrapy for each response, before the next request to its host."""
        super()._response_downloaded(response, request, spider)
        host, slot = self._get_slot(request, spider)
        if host is not None and slot is not None:
            slot.delay = max(slot.delay, pause_at(self.crawler.engine.downloader, host))


def pause_at(downloader: Downloader, host: str) -> float:
    """Return the pause in seconds between two requests that a host's rules set; 0 without such a rule."""
    return downloader.per_slot_settings.get(host, {}).get("delay", 0.0)


def pause_of(rules: bytes) -> float:
    """Return the pause in seconds between two requests that rules set for this crawler; 0 without such a rule."""
    parser = ProtegoRobotParser(rules, None).rp
    rate = parser.request_rate(NAME)
    return max(parser.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0)


def malformed_pause(rules: bytes) -> str | None:
    """Return the first Crawl-delay, for any crawler, that is not a number of seconds; `None` if all are."""
    delays = (CRAWL_DELAY.match(line) for line in decode_robotstxt(rules, None).splitlines())
    values = (delay[1].strip() for delay in delays if delay)
    return next((value for value in values if value and not _is_pause(value)), None)


def _is_pause(value: str) -> bool:
    try:
        return 0 <= float(value) < math.inf
    except ValueError:
        return False
