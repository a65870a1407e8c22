"""Rule benchmark_crawl: the spider's speed beside one that parses nothing, on a replica as large as the archive."""

import shutil
import tempfile
from pathlib import Path

from benchmarking.cost_growth import TIMES, growth_of
from benchmarking.crawl_speed import measure_crawl, measure_crawl_speed
from geetkar.archive.song_folder import SUFFIX, song_id
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script


def copy_songs(files: list[str], count: int, folder: Path) -> None:
    """As many songs as asked in a folder: the files, under more and more ids."""
    for number in range(count):
        copy, place = divmod(number, len(files))
        song = song_id(files[place])
        name = f"{song}-{copy}" if copy else song
        shutil.copyfile(files[place], folder / f"{name}{SUFFIX}")


def measure_growth(files: list[str], songs: int) -> dict:
    """Measure the seconds of crawling archives of three sizes, the largest of as many songs as asked."""
    sizes = []
    for count in (songs * times // max(TIMES) for times in TIMES):
        with tempfile.TemporaryDirectory() as folder:
            copy_songs(files, count, Path(folder))
            sizes.append({"songs": count, "seconds": measure_crawl(folder)["seconds"]})
    return growth_of("songs crawled", sizes, "songs")


def as_table(result: dict) -> str:
    """The figures as Markdown."""
    lines = ["| spider | pages | s | pages/s | of the bare one |", "|---|--:|--:|--:|--:|"]
    for name, title in (("bare", "bare: asks for the songs, parses nothing"), ("real", "this project's, lists too")):
        crawl = result[name]
        speed = crawl["pages_per_second"]
        lines.append(
            f"| {title} | {crawl['pages']:,} | {crawl['seconds']:.1f} | {speed:,.0f} "
            f"| {speed / result['bare']['pages_per_second']:.2f} |"
        )
    return "\n".join([*lines, "", machine_line(result["machine"])]) + "\n"


def main(files: list[str], songs: int, figures: str, table: str) -> None:
    """Measure both spiders on one replica of as many songs as asked."""
    files = sorted(files)
    with tempfile.TemporaryDirectory() as folder:
        copy_songs(files, songs, Path(folder))
        speed = measure_crawl_speed(folder)
    result = {"machine": machine("scrapy"), "songs": songs, **speed, "growth": [measure_growth(files, songs)]}
    write_json(figures, result)
    write_text(table, as_table(result))


if __name__ == "__main__":
    run_script(main, snakemake)
