# The archive: song files as they were fetched.
# In: a folder of ISB files, or the live archive. Out: results/archive/songs.jsonl.gz and the crawl's verdict.


rule crawl_archive:
    """Fetch every song that the archive lists, over HTTP; publish only a crawl that missed no more than allowed."""
    input:
        files=ARCHIVE_FILES,
        code=code_of("crawl_archive"),
    output:
        songs="results/archive/songs.jsonl.gz",
        verdict="results/archive/crawl.json",
    log:
        "results/logs/archive/crawl_archive.log",
    benchmark:
        "results/benchmarks/archive/crawl_archive.tsv"
    # First of all, before the benchmarks that want its songs too: while a job waits, Snakemake looks at all of its
    # input files every second, which must not happen beside what is timed.
    priority: 2
    conda:
        "../envs/archive.yaml"
    # The live archive gives one page a second.
    resources:
        runtime=720,
    params:
        archive=archive_to_crawl(),
    script:
        "../workflow_scripts/crawl_archive.py"
