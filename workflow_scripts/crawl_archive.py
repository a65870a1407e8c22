"""Rule crawl_archive: the archive's song files, as fetched."""

from geetkar.archive.crawl import crawl_archive

# Outside results: pages of the live archive, and what is known of earlier crawls.
CACHE = ".cache/httpcache"

if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        # Who asks, and how slowly, stands in the configuration alone: another contact is no reason to crawl again.
        archive = {**snakemake.config["archive"], **snakemake.params.archive}
        crawl_archive(archive, snakemake.output.songs, snakemake.output.verdict, CACHE)
