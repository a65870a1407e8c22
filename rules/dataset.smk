# The data set: the songs in formats for other projects, with a card, metadata and checksums.
# In: results/corpus/. Out: results/dataset/.

DATASET_TABLES = ["train", "validation", "test", "set_aside"]


rule release_dataset:
    """Write the songs in all scripts as Parquet, JSON Lines and CSV, with card, metadata and checksums."""
    input:
        songs="results/corpus/songs.parquet",
        people="results/corpus/people.parquet",
        duplicates="results/corpus/duplicates.parquet",
        languages="results/corpus/languages.parquet",
        splits="results/corpus/splits.parquet",
        summary="results/corpus/summary.json",
        code=code_of("release_dataset"),
    output:
        parquet=[f"results/dataset/data/{table}.parquet" for table in DATASET_TABLES],
        jsonl=[f"results/dataset/jsonl/{table}.jsonl" for table in DATASET_TABLES],
        csv="results/dataset/songs.csv",
        card="results/dataset/README.md",
        croissant="results/dataset/croissant.json",
        checksums="results/dataset/SHA256SUMS",
    log:
        "results/logs/dataset/release_dataset.log",
    benchmark:
        "results/benchmarks/dataset/release_dataset.tsv"
    conda:
        "../envs/dataset.yaml"
    params:
        description=config["dataset"],
        chosen_languages=config["corpus"]["languages"],
        scripts=SCRIPTS,
    script:
        "../workflow_scripts/release_dataset.py"
