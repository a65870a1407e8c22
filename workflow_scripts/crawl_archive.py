"""Rule crawl_archive: the archive's song files, as fetched."""

from geetkar.archive.crawl import crawl_archive
from geetkar.archive.sites import Archive
from geetkar.workflow.scripts import run_script

# Outside results: pages of the live archive, and what is known of earlier crawls.
CACHE = ".cache/httpcache"


def main(archive: dict, config: dict, songs: str, verdict: str) -> None:
    """Crawl the archive; who asks, and how slowly, is in `config` alone, since it is no reason to crawl again."""
    crawl_archive(Archive(**{**config["archive"], **archive}), songs, verdict, CACHE)


if __name__ == "__main__":
    run_script(main, snakemake)
