"""Rule crawl_archive: the archive's song files, as fetched."""

from geetkar.archive.crawl import crawl_archive

# Outside results: pages of the live archive, and what is known of earlier crawls.
CACHE = ".cache/httpcache"

if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        crawl_archive(dict(snakemake.params.archive), snakemake.output.songs, snakemake.output.verdict, CACHE)
