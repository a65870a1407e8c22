"""How fast the archive's spider is, compared with one that parses nothing, on the same replica."""

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
from geetkar.archive.song_folder import SUFFIX, song_id
from geetkar.archive.spiders import ClassicSpider, Ledger

RUNS = 5  # of each spider, in turn; the best counts


def measure_crawl_speed(folder: str | Path) -> dict:
    """Return pages, seconds and pages a second of the bare crawl and of the real one, and the ratio of their speeds.

    Each crawl has a process of its own, which a reactor needs; starting it is not counted, nor is reading
    the folder. The real crawl reads the lists as well. Raises `InputError` for a folder without songs.
    """
    addresses = [f"{SITE}{CLASSIC_FILES}{song}.isb" for song in read_songs(folder)]
    with serve_replica(folder) as port:
        runs = [(in_a_process(crawl_bare, port, addresses), in_a_process(crawl_real, port)) for _ in range(RUNS)]
    bare, real = (max(crawls, key=itemgetter("pages_per_second")) for crawls in zip(*runs, strict=True))
    return {"bare": bare, "real": real, "ratio": real["pages_per_second"] / bare["pages_per_second"]}


def measure_crawl(folder: str | Path) -> dict:
    """Return pages, seconds and pages a second of one real crawl. Raises `InputError` for a folder without songs."""
    with serve_replica(folder) as port:
        return in_a_process(crawl_real, port)


def crawl_bare(port: int, addresses: list[str]) -> dict:
    """Fetch the songs' addresses and do nothing more."""
    return timed(BareSpider, bare_settings(port), addresses=addresses)


def crawl_real(port: int) -> dict:
    """Fetch the lists, and the songs that they name."""
    return timed(ClassicSpider, replica_settings(port), sites=REPLICA_SITES, ledger=Ledger())


def timed(spider: type[Spider], settings: dict, **arguments: object) -> dict:
    """Run a spider to its end; return its pages, seconds and pages a second."""
    logging.disable(logging.INFO)
    started = time.perf_counter()
    stats, _songs = run_spider(spider, settings, **arguments)
    seconds, pages = time.perf_counter() - started, stats["response_received_count"]
    return {"pages": pages, "seconds": seconds, "pages_per_second": pages / seconds}


def copy_songs(files: list[str], count: int, folder: Path) -> None:
    """Put as many songs as asked into a folder: the files, and copies of them under other ids."""
    for number in range(count):
        copy, place = divmod(number, len(files))
        song = song_id(files[place])
        name = f"{song}-{copy}" if copy else song
        shutil.copyfile(files[place], folder / f"{name}{SUFFIX}")


def measure_growth(files: list[str], songs: int) -> dict:
    """Return the seconds of crawling archives of three sizes, the largest of as many songs as asked."""
    sizes = []
    for count in (songs * times // max(TIMES) for times in TIMES):
        with tempfile.TemporaryDirectory() as folder:
            copy_songs(files, count, Path(folder))
            sizes.append({"songs": count, "seconds": measure_crawl(folder)["seconds"]})
    return growth_of("songs crawled", sizes, "songs")


def as_table(speed: dict, machine: str) -> str:
    """Return the figures as Markdown."""
    lines = ["| spider | pages | s | pages/s | of the bare one |", "|---|--:|--:|--:|--:|"]
    for name, title in (("bare", "bare: asks for the songs, parses nothing"), ("real", "this project's, lists too")):
        crawl = speed[name]
        lines.append(
            f"| {title} | {crawl['pages']:,} | {crawl['seconds']:.1f} | {crawl['pages_per_second']:,.0f} "
            f"| {crawl['pages_per_second'] / speed['bare']['pages_per_second']:.2f} |"
        )
    return "\n".join([*lines, "", machine]) + "\n"
