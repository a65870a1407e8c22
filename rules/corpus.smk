# The corpus: songs read, cleaned, compared, split, and written in three scripts.
# In: results/archive/. Out: results/corpus/.


rule parse_songs:
    """Read every song file; keep what cannot be used among the rejected, with the reason."""
    input:
        songs="results/archive/songs.jsonl.gz",
        code=code_of("parse_songs"),
    output:
        songs="results/corpus/songs.parquet",
        rejected="results/corpus/rejected.jsonl",
        counts="results/corpus/cleaning.json",
    log:
        "results/logs/corpus/parse_songs.log",
    benchmark:
        "results/benchmarks/corpus/parse_songs.tsv"
    conda:
        "../envs/corpus.yaml"
    script:
        "../workflow_scripts/parse_songs.py"


rule find_duplicates:
    """Gather versions of one song, so that a version never stands on both sides of a split."""
    input:
        songs="results/corpus/songs.parquet",
        code=code_of("find_duplicates"),
    output:
        duplicates="results/corpus/duplicates.parquet",
    log:
        "results/logs/corpus/find_duplicates.log",
    benchmark:
        "results/benchmarks/corpus/find_duplicates.tsv"
    conda:
        "../envs/corpus.yaml"
    params:
        similarity=config["corpus"]["similarity"],
    script:
        "../workflow_scripts/find_duplicates.py"


rule split_songs:
    """Deal the songs out to train, val and test, whole songs only, by a seed."""
    input:
        duplicates="results/corpus/duplicates.parquet",
        code=code_of("split_songs"),
    output:
        splits="results/corpus/splits.parquet",
    log:
        "results/logs/corpus/split_songs.log",
    conda:
        "../envs/corpus.yaml"
    params:
        validation_share=config["corpus"]["validation_share"],
        test_share=config["corpus"]["test_share"],
        seed=config["corpus"]["seed"],
    script:
        "../workflow_scripts/split_songs.py"


rule write_text:
    """Write the songs of each split as one text in one script."""
    input:
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("write_text"),
    output:
        train="results/corpus/{script}/train.txt",
        val="results/corpus/{script}/val.txt",
        test="results/corpus/{script}/test.txt",
    log:
        "results/logs/corpus/write_text.{script}.log",
    benchmark:
        "results/benchmarks/corpus/write_text.{script}.tsv"
    conda:
        "../envs/corpus.yaml"
    script:
        "../workflow_scripts/write_text.py"


rule summarize_corpus:
    """Count what was crawled, parsed, rejected and kept."""
    input:
        verdict="results/archive/crawl.json",
        songs="results/corpus/songs.parquet",
        duplicates="results/corpus/duplicates.parquet",
        splits="results/corpus/splits.parquet",
        counts="results/corpus/cleaning.json",
        code=code_of("summarize_corpus"),
    output:
        summary="results/corpus/summary.json",
    log:
        "results/logs/corpus/summarize_corpus.log",
    conda:
        "../envs/corpus.yaml"
    script:
        "../workflow_scripts/summarize_corpus.py"
