"""How fast the archive's spider is, compared with one that parses nothing, on the same replica."""

import logging
import time
from operator import itemgetter
from pathlib import Path

from scrapy import Spider

from benchmarking.baselines.bare_spider import BareSpider, bare_settings
from benchmarking.own_process import in_a_process
from geetkar.archive.crawl import REPLICA_ADDRESSES, replica_settings, run_spider
from geetkar.archive.replica import CLASSIC_FILES, SITE, read_songs, serve_replica
from geetkar.archive.spiders import ClassicSpider, Ledger

RUNS = 5  # of each spider, in turn; the best counts


def measure_crawl_speed(folder: str | Path) -> dict:
    """Pages, seconds and pages a second of the bare crawl and the real one, and the ratio of the latter.

    Each crawl has a process of its own, which a reactor wants; starting it is not counted, nor is reading
    the folder. The real crawl reads the lists too. Raises `InputError` for a folder without songs.
    """
    addresses = [f"{SITE}{CLASSIC_FILES}{song}.isb" for song in read_songs(folder)]
    with serve_replica(folder) as port:
        runs = [(in_a_process(crawl_bare, port, addresses), in_a_process(crawl_real, port)) for _ in range(RUNS)]
    bare, real = (max(crawls, key=itemgetter("pages_per_second")) for crawls in zip(*runs, strict=True))
    return {"bare": bare, "real": real, "ratio": real["pages_per_second"] / bare["pages_per_second"]}


def measure_crawl(folder: str | Path) -> dict:
    """Pages, seconds and pages a second of one real crawl of a folder. Raises `InputError` for one without songs."""
    with serve_replica(folder) as port:
        return in_a_process(crawl_real, port)


def crawl_bare(port: int, addresses: list[str]) -> dict:
    """The songs' addresses, asked for and nothing more."""
    return timed(BareSpider, bare_settings(port), addresses=addresses)


def crawl_real(port: int) -> dict:
    """The lists, and the songs that they name."""
    return timed(ClassicSpider, replica_settings(port), archive=REPLICA_ADDRESSES, ledger=Ledger())


def timed(spider: type[Spider], settings: dict, **arguments: object) -> dict:
    """Run a spider to its end; its pages, seconds and pages a second."""
    logging.disable(logging.INFO)
    started = time.perf_counter()
    stats, _songs = run_spider(spider, settings, **arguments)
    seconds, pages = time.perf_counter() - started, stats["response_received_count"]
    return {"pages": pages, "seconds": seconds, "pages_per_second": pages / seconds}
