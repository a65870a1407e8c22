"""Rule crawl_archive: fetch the archive's song files."""

from geetkar.archive.crawl import crawl_archive
from geetkar.archive.sites import Archive
from geetkar.workflow.scripts import run_script

# Outside results/: pages of the live archive, and facts about earlier crawls.
CACHE = ".cache/httpcache"


def main(archive: dict, folder: str | None, config: dict, songs: str, verdict: str) -> None:
    """Crawl a folder, or the live archive if it is `None`.

    The contact and the delay come from `config`, since a change of them needs no new crawl.
    """
    crawl_archive(Archive(**{**config["archive"], **archive}), folder, songs, verdict, CACHE)


if __name__ == "__main__":
    run_script(main, snakemake)
