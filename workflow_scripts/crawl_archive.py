"""Rule crawl_archive: the archive's song files, as fetched."""

from geetkar.archive.crawl import crawl_archive

CACHE = ".cache/httpcache"  # outside results: a page once fetched from the live archive is not asked for again

if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        crawl_archive(dict(snakemake.params.archive), snakemake.output.songs, snakemake.output.verdict, CACHE)
