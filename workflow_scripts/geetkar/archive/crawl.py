"""A crawl, judged before it is published.

Scrapy ends without an error when the server is down, when a callback raised and after Ctrl-C. So the crawl's
own statistics and the ledger are read afterwards, and a crawl that missed something leaves what was there.
"""

import gzip
import json
import logging
import os
import re
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from scrapy import signals
from scrapy.crawler import CrawlerProcess

from geetkar import __version__
from geetkar.archive.extensions import ProgressLine, ReplicaProxy
from geetkar.archive.items import SongFile
from geetkar.archive.replica import SITE, serve_replica
from geetkar.archive.spiders import SPIDERS, Ledger
from geetkar.errors import InputError
from geetkar.files import replacing, write_json

log = logging.getLogger("geetkar.archive")

NOTICE = (
    "The lyrics are the property of their owners. The archive offers them for private study, scholarship, or "
    "research only."
)
NAMED = 10  # songs named in an error message
LARGEST_PAGE = 2 * 1024 * 1024  # bytes
CACHED_DAYS = 30
ERRORS = list(range(300, 600))


def crawl_archive(archive: dict, songs_path: str, verdict_path: str, cache_folder: str) -> None:
    """Crawl the archive that the configuration names; write its songs and the verdict, or nothing.

    Raises `InputError` when the crawl cannot be published.
    """
    archive, ledger, songs = dict(archive), Ledger(), []
    source = archive["folder"] or archive[f"{archive['layout']}_site"]
    with ExitStack() as stack:
        if archive["folder"] is None:
            settings = live_settings(archive, cache_folder)
            log.info("crawling %s at one page in %s s or slower. %s", source, archive["delay"], NOTICE)
        else:
            settings = replica_settings(stack.enter_context(serve_replica(archive["folder"])))
            archive |= {
                "classic_site": SITE,
                "catalogue_site": f"{SITE}/rest/v1",
                "files_site": f"{SITE}/v9y/giit/master/docs",
            }
        stats = run_spider(archive, ledger, songs, settings)
    verdict = judge(source, archive, ledger, songs, stats)
    write_songs(songs_path, songs)
    write_json(verdict_path, verdict)
    log.info("%d songs crawled from %s, %d missing", len(songs), source, len(ledger.missing))


def common_settings() -> dict:
    """Settings of every crawl."""
    return {
        "ROBOTSTXT_OBEY": True,
        "LOG_INSTALL_ROOT_HANDLER": False,  # the rule's log is set up already
        "TELNETCONSOLE_ENABLED": False,
        # A page of the archive must not make the crawl read this machine's files.
        "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
        "DOWNLOAD_MAXSIZE": LARGEST_PAGE,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 60,
        "RETRY_TIMES": 4,
        "EXTENSIONS": {ProgressLine: 0},
    }


def replica_settings(port: int) -> dict:
    """The replica is on this machine: no delay, and no cache, which would only hide a changed song."""
    return common_settings() | {
        "USER_AGENT": f"geetkar/{__version__}",
        "REPLICA_PORT": port,
        "DOWNLOADER_MIDDLEWARES": {ReplicaProxy: 740},
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
    }


def live_settings(archive: dict, cache_folder: str) -> dict:
    """The live archive is run by volunteers: one request at a time, no faster than the delay, each page once.

    Raises `InputError` when the user has not said how to be reached, or lacks the catalogue's key.
    """
    if not archive["contact"].strip():
        raise InputError(
            "config key `archive.contact`: the live archive must be able to reach you; "
            "give your mail address or page, as in --config 'archive={contact: you@example.org}'."
        )
    if archive["layout"] == "catalogue" and not os.environ.get("GIITAAYAN_API_KEY"):
        raise InputError(
            "the live catalogue wants the public key that the site's own page sends: "
            "set it in the environment as GIITAAYAN_API_KEY."
        )
    return common_settings() | {
        "USER_AGENT": f"geetkar/{__version__} (+{archive['contact'].strip()})",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # The delay is AutoThrottle's floor; Scrapy's random delay would go below it.
        "DOWNLOAD_DELAY": archive["delay"],
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": archive["delay"],
        # A killed crawl replays what it has and asks for the rest. JOBDIR would lose songs on `kill -9`.
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": str(Path(cache_folder).resolve()),
        "HTTPCACHE_EXPIRATION_SECS": CACHED_DAYS * 24 * 3600,
        "HTTPCACHE_IGNORE_HTTP_CODES": ERRORS,
    }


def run_spider(archive: dict, ledger: Ledger, songs: list[SongFile], settings: dict) -> dict:
    """Run the layout's spider to its end, gather its songs, and return Scrapy's statistics."""
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(SPIDERS[archive["layout"]])
    crawler.signals.connect(lambda item: songs.append(item), signals.item_scraped, weak=False)
    process.crawl(crawler, archive=archive, ledger=ledger)
    process.start()
    return crawler.stats.get_stats()


def judge(source: str, archive: dict, ledger: Ledger, songs: list[SongFile], stats: dict) -> dict:
    """The verdict on a crawl, as JSON. Raises `InputError` when it must not be published."""
    fetched = {song.song for song in songs}
    unexplained = ledger.listed.keys() - fetched - ledger.missing.keys()
    missing = dict(sorted((ledger.missing | dict.fromkeys(unexplained, "never answered")).items()))
    if ledger.layout_error:
        raise InputError(f"the archive's pages are not as expected, or cannot be had: {ledger.layout_error}.")
    if (reason := stats.get("finish_reason")) != "finished":
        raise InputError(f"the crawl of {source} was cut off ({reason}); run it again.")
    if raised := stats.get("log_count/CRITICAL", 0) + stats.get("spider_exceptions/count", 0):
        raise InputError(f"the crawl of {source} raised {raised} errors, see the log.")
    for name, promised in ledger.promised.items():
        if (found := len(ledger.found[name])) != promised:
            raise InputError(f"{source} says that its list '{name}' has {promised} songs; {found} were found.")
    if len(missing) > archive["missing_tolerance"] * len(ledger.listed):
        named = ", ".join(f"{song} ({why})" for song, why in list(missing.items())[:NAMED])
        raise InputError(
            f"{len(missing)} of the {len(ledger.listed)} songs that {source} lists are missing, more than "
            f"`archive.missing_tolerance` ({archive['missing_tolerance']}) allows: {named}."
        )
    if not songs:
        raise InputError(f"{source} lists no song.")
    return {
        "source": source,
        "layout": archive["layout"],
        "songs": len(songs),
        "listed": len(ledger.listed),
        "missing": missing,
        "invalid": sorted(ledger.invalid),
        "lists": dict(sorted(ledger.promised.items())),
        "pages": {
            "listed": ledger.pages,
            "fetched": stats.get("response_received_count", 0),
            "retried": stats.get("retry/count", 0),
            "failed": stats.get("retry/max_reached", 0) + stats.get("httperror/response_ignored_count", 0),
        },
        "finish_reason": reason,
        "notice": NOTICE if archive["folder"] is None else None,
    }


def write_songs(path: str, songs: list[SongFile]) -> None:
    """Write the songs in the order of their numbers, gzipped without a time, whole or not at all."""
    # Neither a time nor the temporary name goes into the file's header.
    with (
        replacing(path) as temporary,
        temporary.open("wb") as plain,
        gzip.GzipFile("", "wb", fileobj=plain, mtime=0) as file,
    ):
        for song in sorted(songs, key=_natural_order):
            file.write((json.dumps(asdict(song), ensure_ascii=False) + "\n").encode())


def _natural_order(song: SongFile) -> tuple:
    """2 before 10, and both before rmim1."""
    return tuple((not part.isdigit(), part.zfill(12)) for part in re.findall(r"\d+|\D+", song.song))
