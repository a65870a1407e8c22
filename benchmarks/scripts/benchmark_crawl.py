"""Rule benchmark_crawl: compare the spider's speed with one that parses nothing, on a replica of the archive."""

import tempfile
from pathlib import Path

from benchmarking.crawl_speed import as_table, copy_songs, measure_crawl_speed, measure_growth
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.files import write_json, write_text
from geetkar.workflow.scripts import run_script


def main(files: list[str], songs: int, figures: str, table: str) -> None:
    """Measure both spiders on a replica with `songs` songs, and the real one also on smaller replicas."""
    with tempfile.TemporaryDirectory() as folder:
        copy_songs(files, songs, Path(folder))
        speed = measure_crawl_speed(folder)
    here, growth = machine("scrapy"), measure_growth(files, songs)
    write_json(figures, {"machine": here, "songs": songs, **speed, "growth": [growth]})
    write_text(table, as_table(speed, machine_line(here)))


if __name__ == "__main__":
    run_script(main, snakemake)
