"""Compare the speed of the archive's spider with that of one that parses nothing, on the same replica."""

import logging
import shutil
import tempfile
import time
from operator import itemgetter
from pathlib import Path

from scrapy import Spider

from benchmarking.baselines.bare_spider import BareSpider, bare_settings
from benchmarking.cost_growth import TIMES, growth_of
from benchmarking.own_process import in_a_process
from geetkar.archive.crawl import REPLICA_SITES, replica_settings, run_spider
from geetkar.archive.replica import CLASSIC_FILES, SITE, read_songs, serve_replica
from geetkar.archive.spiders import ClassicSpider, Ledger
from geetkar.songs.source_files import SourceFile

RUNS = 5  # of each spider, in turn; the fastest counts


def measure_crawl_speed(folder: str | Path) -> dict:
    """Return pages, seconds and pages per second of the bare crawl and of the real one, and the ratio of their speeds.

    Each crawl runs in its own process, since a reactor cannot be restarted; the times exclude starting the process and
    reading the folder. The real crawl also reads the lists. Raise `InputError` if the folder has no songs.
    """
    addresses = [f"{SITE}{CLASSIC_FILES}{song}.isb" for song in read_songs(folder)]
    with serve_replica(folder) as port:
        runs = [(in_a_process(crawl_bare, port, addresses), in_a_process(crawl_real, port)) for _ in range(RUNS)]
    bare, real = (max(crawls, key=itemgetter("pages_per_second")) for crawls in zip(*runs, strict=True))
    return {"bare": bare, "real": real, "ratio": real["pages_per_second"] / bare["pages_per_second"]}


def measure_crawl(folder: str | Path) -> dict:
    """Return pages, seconds and pages per second of a real crawl. Raise `InputError` if the folder has no songs."""
    with serve_replica(folder) as port:
        return in_a_process(crawl_real, port)


def crawl_bare(port: int, addresses: list[str]) -> dict:
    """Fetch the songs' addresses, and return the crawl's speed."""
    return timed(BareSpider, bare_settings(port), addresses=addresses)


def crawl_real(port: int) -> dict:
    """Fetch the lists and the songs that they name, and return the crawl's speed."""
    return timed(ClassicSpider, replica_settings(port), sites=REPLICA_SITES, ledger=Ledger())


def timed(spider: type[Spider], settings: dict, **arguments: object) -> dict:
    """Run a spider to its end; return its pages, seconds and pages per second."""
    logging.disable(logging.INFO)
    started = time.perf_counter()
    stats, _songs = run_spider(spider, settings, **arguments)
    seconds, pages = time.perf_counter() - started, stats["response_received_count"]
    return {"pages": pages, "seconds": seconds, "pages_per_second": pages / seconds}


def copy_songs(files: list[str], count: int, folder: Path) -> None:
    """Put `count` songs into a folder: the files, and copies of them under other ids."""
    for number in range(count):
        copy, place = divmod(number, len(files))
        song = SourceFile.of(files[place], None).song
        name = f"{song}-{copy}" if copy else song
        shutil.copyfile(files[place], folder / f"{name}.isb.txt")


def measure_growth(files: list[str], songs: int) -> dict:
    """Return the seconds of crawling archives of three sizes, the largest with `songs` songs."""
    sizes = []
    for count in (songs * times // max(TIMES) for times in TIMES):
        with tempfile.TemporaryDirectory() as folder:
            copy_songs(files, count, Path(folder))
            sizes.append({"songs": count, "seconds": measure_crawl(folder)["seconds"]})
    return growth_of("songs crawled", sizes, "songs")


def as_table(speed: dict, machine: str) -> str:
    """Return the speeds as a Markdown table."""
    lines = ["| spider | pages | s | pages/s | relative to the bare one |", "|---|--:|--:|--:|--:|"]
    for name, title in (
        ("bare", "bare: fetches the songs, parses nothing"),
        ("real", "this project's: also fetches the lists"),
    ):
        crawl = speed[name]
        lines.append(
            f"| {title} | {crawl['pages']:,} | {crawl['seconds']:.1f} | {crawl['pages_per_second']:,.0f} "
            f"| {crawl['pages_per_second'] / speed['bare']['pages_per_second']:.2f} |"
        )
    return "\n".join([*lines, "", machine]) + "\n"
