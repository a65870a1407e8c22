# Benchmarks: figures that can be measured again. Not part of `all`.
# In: the song files. Out: results/benchmarks/.

# The scripts that benchmark_corpus runs: raw songs to data set.
MEASURED = [
    "parse_songs",
    "find_duplicates",
    "recognize_languages",
    "split_songs",
    "write_text",
    "summarize_corpus",
    "release_dataset",
]


rule benchmark_crawl:
    """Pages a second of the spider, and of one that parses nothing, on a replica as large as the archive."""
    input:
        files=ARCHIVE_FILES,
        code=code_of("benchmark_crawl"),
    output:
        figures="results/benchmarks/crawl.json",
        table="results/benchmarks/crawl.md",
    log:
        "results/logs/benchmarks/crawl.log",
    conda:
        "../envs/archive.yaml"
    threads: workflow.cores
    script:
        "../workflow_scripts/benchmark_crawl.py"


rule benchmark_corpus:
    """Seconds and memory from raw songs to the data set, for an archive and for one ten times as large."""
    input:
        files=ARCHIVE_FILES,
        code=[code_of(script) for script in ["benchmark_corpus", *MEASURED]],
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


rule benchmark_training:
    """Loss and speed of the presets, beside a plain port of char-rnn in the same seconds."""
    input:
        songs=[f"results/corpus/roman/{split}.txt" for split in ("train", "val")],
        yardsticks="results/yardsticks/roman.json",
        text=config["benchmarks"]["text"] or [],
        code=code_of("benchmark_training"),
    output:
        figures="results/benchmarks/training.json",
        table="results/benchmarks/training.md",
    log:
        "results/logs/benchmarks/training.log",
    conda:
        "../envs/training.yaml"
    threads: workflow.cores
    params:
        text=config["benchmarks"]["text"],
        presets={name: preset_model(name) for name in ("fastest", "best")},
        article=preset_model("article"),
    script:
        "../workflow_scripts/benchmark_training.py"


rule compare_models:
    """The models of the configuration beside each other, each with what sets it apart from the one most like it."""
    input:
        **{f"{name}_metrics": [metrics(name, step) for step in steps_of(model)] for name, model in MODELS.items()},
        **{
            f"{name}_timings": [checkpoint(name, step, "timing.json") for step in steps_of(model)]
            for name, model in MODELS.items()
        },
        code=code_of("compare_models"),
    output:
        figures="results/benchmarks/models.json",
        table="results/benchmarks/models.md",
    log:
        "results/logs/benchmarks/models.log",
    conda:
        "../envs/reports.yaml"
    params:
        models=config["models"],
    script:
        "../workflow_scripts/compare_models.py"
