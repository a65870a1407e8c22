# The archive: the song files as fetched.
# In: a folder of ISB files, or the live archive. Out: results/archive/songs.jsonl.gz and the crawl's verdict.
# Other files are read where they are, by the rule parse_songs.


def files_to_crawl(wildcards):
    if not FOUND.crawled:
        raise WorkflowError("the songs are read where they are, without a crawl: request results/corpus/songs.parquet.")
    return SONG_FILES


def archive_to_crawl():
    """Return the keys of `archive` that decide which songs a crawl finds.

    The contact and the delay do not, nor do the addresses of sites when there is a folder.
    """
    decide_nothing = {"contact", "delay"}
    if FOUND.files:
        decide_nothing |= {"classic_site", "catalogue_site", "files_site"}
    return {key: value for key, value in config["archive"].items() if key not in decide_nothing}


def crawls_the_live_archive():
    """Return whether the run that is about to begin crawls the live archive; only then it needs a contact and a key."""
    return not FOUND.files and any(job.rule.name == "crawl_archive" for job in workflow.dag.needrun_jobs())


rule crawl_archive:
    """Fetch every song that the archive lists; fail when more are missing than `archive.missing_tolerance` allows."""
    input:
        files=files_to_crawl,
        code=code_of("crawl_archive"),
    output:
        songs="results/archive/songs.jsonl.gz",
        verdict="results/archive/crawl.json",
    log:
        "results/logs/archive/crawl_archive.log",
    benchmark:
        "results/benchmarks/archive/crawl_archive.tsv"
    conda:
        "../envs/archive.yaml"
    # In minutes: the live archive is crawled at one page per second or slower.
    resources:
        runtime=720,
    params:
        archive=archive_to_crawl(),
        folder=config["songs"]["folder"],
    script:
        "../workflow_scripts/crawl_archive.py"
