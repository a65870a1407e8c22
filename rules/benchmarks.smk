# Benchmarks: figures that can be measured again. Not part of `all`.
# In: the song files. Out: results/benchmarks/.


rule benchmark_corpus:
    """Seconds and memory from raw songs to the data set, for an archive and for one ten times as large."""
    input:
        files=ARCHIVE_FILES,
        code=code_of("benchmark_corpus"),
    output:
        figures="results/benchmarks/corpus.json",
        table="results/benchmarks/corpus.md",
    log:
        "results/logs/benchmarks/corpus.log",
    conda:
        "../envs/dataset.yaml"
    threads: workflow.cores
    params:
        corpus=config["corpus"],
    script:
        "../workflow_scripts/benchmark_corpus.py"
