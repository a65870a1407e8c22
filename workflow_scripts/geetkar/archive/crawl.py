"""Run a crawl and check it before it is published.

Scrapy ends without an error when the server is down, when a callback raised and after Ctrl-C. Therefore the crawl's
statistics and the ledger are checked afterwards, and an incomplete crawl is not published.
"""

import gc
import gzip
import json
import logging
import os
import re
import shlex
import shutil
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.downloadermiddlewares.httpauth import HttpAuthMiddleware
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.spidermiddlewares.depth import DepthMiddleware
from scrapy.spidermiddlewares.metacopy import MetaCopyDetectionMiddleware
from scrapy.spidermiddlewares.urllength import UrlLengthMiddleware

from geetkar.archive.cache import Memory, PageCache, PagePolicy, PageStore
from geetkar.archive.field_counts import count_file_fields
from geetkar.archive.progress import ProgressLine
from geetkar.archive.public_addresses import PublicAddresses
from geetkar.archive.replica import SITE, serve_replica
from geetkar.archive.replica_proxy import ReplicaProxy
from geetkar.archive.retries import PatientRetry
from geetkar.archive.robots import NAME, PatientThrottle, Robots
from geetkar.archive.sites import Archive, Sites
from geetkar.archive.song_file import SongFile
from geetkar.archive.spiders import SPIDERS, Ledger
from geetkar.songs.source_files import isb_files
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import replacing, write_json
from geetkar.workflow.preflight import KEY, check_live_access

log = logging.getLogger("geetkar.archive")

NOTICE = (
    "The lyrics are the property of their owners. The archive offers them for private study, scholarship, or "
    "research only."
)
REDIRECTS = (301, 302, 303, 307, 308)
PUBLISHED = "published"  # folder in the cache with the last published crawl
NAMED = 10  # songs named in an error message
LARGEST_PAGE = 16 * 1024 * 1024  # bytes; larger pages are not songs
TIMEOUT = 60  # seconds
REPLICA_SITES = Sites(SITE, f"{SITE}/rest/v1", f"{SITE}/v9y/giit/master/docs")


class ListsRefused(InputError):  # noqa: N818
    """An error in the archive's lists; the next crawl requests them again."""


def crawl_archive(archive: Archive, folder: str | None, songs_path: str, verdict_path: str, cache_folder: str) -> None:
    """Crawl a folder, or the live archive if it is `None`; write the songs and the verdict, or nothing.

    A published crawl of the live archive is also kept in the cache folder. Raise `InputError` when the crawl must not
    be published.
    """
    published = [Path(cache_folder, PUBLISHED, Path(path).name) for path in (songs_path, verdict_path)]
    if folder is None:
        try:
            songs, verdict = crawl_live(archive, cache_folder)
        except InputError as error:
            raise InputError(f"{error}{_kept(published, Path(songs_path).parent)}") from error
    else:
        songs, verdict = crawl_folder(folder, archive)
    write_songs(songs_path, songs)
    write_json(verdict_path, verdict)
    if folder is None:
        for path, copy in zip((songs_path, verdict_path), published, strict=True):
            copy.parent.mkdir(parents=True, exist_ok=True)
            with replacing(copy) as temporary:
                shutil.copy2(path, temporary)
        Memory.read(cache_folder).remember(cache_folder, verdict["source"], songs, verdict["missing"])
    source, missing = verdict["source"], len(verdict["missing"])
    log.info("%d songs crawled from %s (%s), %d missing", len(songs), source, verdict["layout"], missing)


def _kept(published: list[Path], folder: Path) -> str:
    """Return how to restore the last published crawl, if any; Snakemake removed its results before this one."""
    if not all(path.exists() for path in published):
        return ""
    into, *copies = (shlex.quote(str(path.resolve())) for path in (folder, *published))
    return f" The last published crawl is kept; to restore it: mkdir -p {into} && cp -p {' '.join(copies)} {into}"


def crawl_folder(folder: str, archive: Archive) -> tuple[list[SongFile], dict]:
    """Crawl a replica of the site that serves a folder; return the songs and the verdict."""
    ledger, spider = Ledger(), SPIDERS[archive.layout]
    with serve_replica(folder) as port:
        stats, songs = run_spider(spider, replica_settings(port), sites=REPLICA_SITES, ledger=ledger)
    verdict = judge(folder, archive.missing_tolerance, ledger, songs, stats)
    files = {file.song: file.name for file in isb_files(folder)}
    # The replica's address and time say nothing about the songs.
    songs = [replace(song, file=files[song.song], url=None, fetched_at=None) for song in songs]
    return songs, verdict | {"files_without_row": sorted(files.keys() - ledger.listed.keys())}


def crawl_live(archive: Archive, cache_folder: str) -> tuple[list[SongFile], dict]:
    """Crawl the live archive; return the songs and the verdict, with the notice and the changes."""
    ledger, memory = Ledger(), Memory.read(cache_folder)
    if archive.layout == "auto" and not os.environ.get(KEY):
        log.info("no %s in the environment: reading the classic lists", KEY)
        archive = replace(archive, layout="classic")
    settings = live_settings(archive, cache_folder)
    log.info("crawling at most one page every %s s. %s", archive.delay, NOTICE)
    stats, songs = run_spider(SPIDERS[archive.layout], settings, sites=archive.sites, ledger=ledger)
    source = getattr(archive.sites, ledger.layout)
    try:
        verdict = judge(source, archive.missing_tolerance, ledger, songs, stats)
    except ListsRefused:
        memory.forget_lists(cache_folder)
        raise
    changes = memory.changes(source, songs, verdict["missing"])
    if changes:
        since, *found = changes.values()
        log.info("since %s: %d songs new, %d changed, %d gone", since, *map(len, found))
    return songs, verdict | {"changes": changes, "notice": NOTICE}


def common_settings(middlewares: dict) -> dict:
    """Return the settings of every crawl."""
    return {
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": NAME,
        "LOG_INSTALL_ROOT_HANDLER": False,  # the rule's log is already set up
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "COOKIES_ENABLED": False,
        "COMPRESSION_ENABLED": False,  # `PatientRetry` unpacks
        # A link in a page of the archive must not make the crawl read files of this machine.
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
        "DOWNLOAD_MAXSIZE": LARGEST_PAGE,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": TIMEOUT,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 4,
        # Scrapy's work per page that these spiders do not need; it took half of a crawl's time.
        "CONCURRENT_ITEMS": 1,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "SPIDER_MIDDLEWARES": dict.fromkeys((DepthMiddleware, MetaCopyDetectionMiddleware, UrlLengthMiddleware)),
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(
            (HttpAuthMiddleware, OffsiteMiddleware, RetryMiddleware, RobotsTxtMiddleware)
        )
        | {Robots: 100, PatientRetry: 950}
        | middlewares,
        "EXTENSIONS": {ProgressLine: 0, AutoThrottle: None, PatientThrottle: 0},
    }


def replica_settings(port: int) -> dict:
    """Return the settings for the replica on this machine: no delay, and no cache, which would hide a changed song."""
    return common_settings({ReplicaProxy: 740}) | {
        "USER_AGENT": NAME,
        "REPLICA_PORT": port,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
    }


def live_settings(archive: Archive, cache_folder: str) -> dict:
    """Return the settings for the live archive: one request at a time, no faster than the delay, each page once.

    Volunteers run it. Raise `InputError` when the contact or the key is missing (see `check_live_access`).
    """
    check_live_access(archive.contact, archive.layout)
    # Scrapy sets proxies from the environment at 750.
    return common_settings({HttpCacheMiddleware: None, PageCache: 900, PublicAddresses: 760}) | {
        "NAMED_HOSTS": [urlsplit(site).hostname for site in archive.sites],
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "USER_AGENT": f"{NAME} (+{archive.contact.strip()})",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # AutoThrottle never goes below the delay; Scrapy's random delay would.
        "DOWNLOAD_DELAY": archive.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": archive.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(60.0, archive.delay),
        # A killed crawl replays the pages it has and requests the rest. JOBDIR would lose songs on `kill -9`.
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": str(Path(cache_folder).resolve()),
        "HTTPCACHE_POLICY": PagePolicy,
        "HTTPCACHE_STORAGE": PageStore,
    }


def run_spider(spider: type[Spider], settings: dict, **arguments: object) -> tuple[dict, list[SongFile]]:
    """Run a spider to its end; return Scrapy's statistics and the songs."""
    songs: list[SongFile] = []
    process = CrawlerProcess(settings)
    logging.getLogger("scrapy").setLevel(logging.INFO)  # DEBUG would log every song's text
    crawler = process.create_crawler(spider)
    crawler.signals.connect(lambda item: songs.append(item), signals.item_scraped, weak=False)
    gc.set_threshold(100_000)  # most objects of a crawl are songs to keep, so collecting garbage finds little
    process.crawl(crawler, **arguments)
    process.start()
    return crawler.stats.get_stats(), songs


def judge(source: str, tolerance: float, ledger: Ledger, songs: list[SongFile], stats: dict) -> dict:
    """Return the verdict on a crawl, as JSON. Raise `InputError` when the crawl must not be published.

    `tolerance` is the share of the listed songs that may be missing.
    """
    unexplained = ledger.listed.keys() - ledger.fetched.keys() - ledger.missing.keys()
    missing = dict(sorted((ledger.missing | dict.fromkeys(unexplained, "never answered")).items()))
    if ledger.layout_error:
        raise ListsRefused(
            f"unexpected page of the archive: {ledger.layout_error}. If the site has changed, adapt "
            "workflow_scripts/geetkar/archive/spiders.py."
        )
    if ledger.refusal:
        raise ListsRefused(ledger.refusal)
    if ledger.list_lost:
        raise InputError(f"could not fetch a list of songs, {ledger.list_lost}. Run it again later.")
    if (reason := stats.get("finish_reason")) != "finished":
        raise InputError(f"the crawl of {source} was interrupted ({reason}); run it again.")
    if raised := stats.get("log_count/CRITICAL", 0) + stats.get("spider_exceptions/count", 0):
        raise InputError(
            f"the crawl of {source} raised {raised} errors; see their tracebacks in the log of crawl_archive."
        )
    for name, promised in ledger.promised.items():
        if (found := len(ledger.found.get(name, ()))) != promised:
            raise ListsRefused(
                f"the list '{name}' of {source} should have {promised} songs, but {found} were found; run it again."
            )
    if len(missing) > tolerance * len(ledger.listed):
        named = ", ".join(f"{song} ({why})" for song, why in list(missing.items())[:NAMED])
        raise InputError(
            f"{len(missing)} of the {len(ledger.listed)} songs that {source} lists could not be fetched: {named}. "
            f"Run it again later, or allow for more missing songs in `archive.missing_tolerance` ({tolerance})."
        )
    if not songs:
        raise InputError(f"{source} lists no songs; check the addresses in config key `archive`.")
    return {
        "source": source,
        "layout": ledger.layout,
        "songs": len(songs),
        "listed": len(ledger.listed),
        "missing": missing,
        "invalid": sorted(ledger.invalid),
        "rows_without_file": sorted(ledger.rows_without_file),
        "files_without_row": None,  # the live archive does not list its folder of files
        "other_addresses": other_addresses(ledger),
        "lists": dict(sorted(ledger.promised.items())),
        "fields": {"rows": ledger.fields.counts, "files": count_file_fields(songs)},
        "encodings": dict(sorted(Counter(song.encoding for song in songs).items())),
        "changes": None,
        "pages": count_pages(ledger, stats),
        "finish_reason": reason,
        "notice": None,
    }


def other_addresses(ledger: Ledger) -> dict[str, list[str]]:
    """Return, for each song listed under several addresses, those that it was not fetched from."""
    return {
        song: sorted(addresses.keys() - {ledger.fetched.get(song)})
        for song, addresses in sorted(ledger.listed.items())
        if len(addresses) > 1
    }


def count_pages(ledger: Ledger, stats: dict) -> dict[str, int]:
    """Count the pages of a crawl by how they were obtained."""
    replayed = stats.get("httpcache/hit", 0)
    redirects = (stats.get(f"downloader/response_status_count/{code}", 0) for code in REDIRECTS)
    return {
        "listed": ledger.pages,
        "fetched": stats.get("response_received_count", 0) - replayed,
        "replayed": replayed,
        "unchanged": stats.get("httpcache/revalidate", 0),
        "redirected": sum(redirects),
        "retried": stats.get("retry/count", 0),
        "waits": stats.get("retry/waits", 0),
        "failed": ledger.failed,
    }


def write_songs(path: str, songs: list[SongFile]) -> None:
    """Write the songs to a gzip file, sorted by song number, whole or not at all."""
    # The header has no time and no file name, so that equal songs give equal bytes.
    with (
        replacing(path) as temporary,
        temporary.open("wb") as plain,
        gzip.GzipFile("", "wb", fileobj=plain, mtime=0) as file,
    ):
        for song in sorted(songs, key=_natural_order):
            file.write((json.dumps(asdict(song), ensure_ascii=False) + "\n").encode())


def _natural_order(song: SongFile) -> tuple:
    """Return a sort key: 2 before 10, and both before rmim1; 007 before 7."""
    parts = re.findall(r"\d+|\D+", song.song)
    return tuple((not part.isdigit(), part.zfill(12)) for part in parts), song.song
