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


# What networks learn from: the songs, and a plain text that the configuration may name.
TEXTS = {"songs": [f"results/corpus/roman/{split}.txt" for split in ("train", "val")]}
if config["benchmarks"]["text"]:
    TEXTS[Path(config["benchmarks"]["text"]).stem] = [path_of(config["benchmarks"]["text"])]

BENCHMARKS = ["crawl", "corpus", "speed", "learning", "dag", "pages"]
BASELINES = ["plain_port", "char_rnn_pytorch", "nano_gpt"]

# By preset: the texts that it learns, and the baselines that learn each of them in the same time. `best` takes more
# than three times as long as `fastest`, and meets only what trained the article's network, on the songs.
MATCHES = {"fastest": (list(TEXTS), BASELINES), "best": (["songs"], ["plain_port"])}

# By text and preset: the preset's figures, and by baseline those of the baseline in the same time.
CONTESTS = {
    text: {
        preset: (
            f"results/benchmarks/learning/{text}/{preset}.json",
            {name: f"results/benchmarks/learning/{text}/{preset}.{name}.json" for name in baselines},
        )
        for preset, (texts, baselines) in MATCHES.items()
        if text in texts
    }
    for text in TEXTS
}


rule benchmark_crawl:
    """Pages a second of the spider, and of one that parses nothing, on a replica as large as the archive."""
    input:
        files=songs_to_measure_with,
        code=code_of("benchmark_crawl"),
    output:
        figures="results/benchmarks/crawl.json",
        table="results/benchmarks/crawl.md",
    log:
        "results/logs/benchmarks/crawl.log",
    # While a job waits, Snakemake looks at all of its input files every second: not beside what is timed.
    priority: 1
    conda:
        "../envs/archive.yaml"
    threads: workflow.cores
    script:
        "../workflow_scripts/benchmark_crawl.py"


rule benchmark_corpus:
    """Seconds and memory from raw songs to the data set, for an archive and for ones three and ten times as large."""
    input:
        files=songs_to_measure_with,
        code=[code_of(script) for script in ["benchmark_corpus", *MEASURED]],
    output:
        figures="results/benchmarks/corpus.json",
        table="results/benchmarks/corpus.md",
    log:
        "results/logs/benchmarks/corpus.log",
    priority: 1
    conda:
        "../envs/benchmarks.yaml"
    threads: workflow.cores
    params:
        corpus=config["corpus"],
    script:
        "../workflow_scripts/benchmark_corpus.py"


rule benchmark_speed:
    """Characters a second of training and of writing, beside a plain port of char-rnn and nanoGPT."""
    input:
        text=TEXTS["songs"],
        code=code_of("benchmark_speed"),
    output:
        figures="results/benchmarks/speed.json",
        table="results/benchmarks/speed.md",
    log:
        "results/logs/benchmarks/speed.log",
    conda:
        "../envs/sampling.yaml"
    threads: workflow.cores
    params:
        article=preset_model("article"),
    script:
        "../workflow_scripts/benchmark_speed.py"


rule benchmark_preset:
    """Train a preset on a text, and see what it learned in which time."""
    input:
        text=lambda wildcards: TEXTS[wildcards.text],
        code=code_of("benchmark_preset"),
    output:
        figures="results/benchmarks/learning/{text}/{preset}.json",
    log:
        "results/logs/benchmarks/learning/{text}/{preset}.log",
    conda:
        "../envs/sampling.yaml"
    threads: workflow.cores
    params:
        model=lambda wildcards: preset_model(wildcards.preset),
    script:
        "../workflow_scripts/benchmark_preset.py"


rule benchmark_baseline:
    """Train what people would otherwise pick on the same text, for the seconds that a preset took."""
    input:
        text=lambda wildcards: TEXTS[wildcards.text],
        preset="results/benchmarks/learning/{text}/{preset}.json",
        code=code_of("benchmark_baseline"),
    output:
        figures="results/benchmarks/learning/{text}/{preset}.{baseline}.json",
    log:
        "results/logs/benchmarks/learning/{text}/{preset}.{baseline}.log",
    conda:
        "../envs/sampling.yaml"
    threads: workflow.cores
    script:
        "../workflow_scripts/benchmark_baseline.py"


rule benchmark_learning:
    """The presets' losses beside those of the baselines in the same time, and beside compressors."""
    input:
        [[preset, *baselines.values()] for presets in CONTESTS.values() for preset, baselines in presets.values()],
        yardsticks="results/evaluation/roman/yardsticks.json",
        code=code_of("benchmark_learning"),
    output:
        figures="results/benchmarks/learning.json",
        table="results/benchmarks/learning.md",
    log:
        "results/logs/benchmarks/learning.log",
    conda:
        "../envs/sampling.yaml"
    params:
        contests=CONTESTS,
    script:
        "../workflow_scripts/benchmark_learning.py"


rule benchmark_dag:
    """What Snakemake takes to plan a model of 100, 300 and 1,000 checkpoints."""
    input:
        snakefile=path_of(PROJECT / "Snakefile"),
        rules=[path_of(path) for path in sorted((PROJECT / "rules").glob("*.smk"))],
        code=code_of("benchmark_dag"),
    output:
        figures="results/benchmarks/dag.json",
        table="results/benchmarks/dag.md",
    log:
        "results/logs/benchmarks/dag.log",
    conda:
        "../envs/benchmarks.yaml"
    threads: workflow.cores
    params:
        folder=folder_to_measure_with,
    script:
        "../workflow_scripts/benchmark_dag.py"


rule benchmark_pages:
    """How heavy a model's page is with 5, 15 and 50 checkpoints, made of copies of one."""
    input:
        measures=measures(*CHECKPOINTS[0]),
        metrics=metrics(*CHECKPOINTS[0]),
        references=f"results/evaluation/{config['models'][0]['script']}/references.json",
        yardsticks=f"results/evaluation/{config['models'][0]['script']}/yardsticks.json",
        code=[code_of(script) for script in ["benchmark_pages", "draw_model"]],
    output:
        figures="results/benchmarks/pages.json",
        table="results/benchmarks/pages.md",
    log:
        "results/logs/benchmarks/pages.log",
    conda:
        "../envs/pages.yaml"
    threads: workflow.cores
    params:
        model=config["models"][0],
    script:
        "../workflow_scripts/benchmark_pages.py"


rule report_benchmarks:
    """All that was measured, on one page."""
    input:
        figures=expand("results/benchmarks/{measured}.json", measured=BENCHMARKS),
        tables=expand("results/benchmarks/{measured}.md", measured=BENCHMARKS),
        lock=LOCK_FILE,
        code=code_of("report_benchmarks"),
    output:
        page=report(
            "results/benchmarks/index.html",
            caption="../workflow_scripts/geetkar/pages/benchmarks/benchmarks.rst",
            category="Overview",
            labels={"page": "What was measured"},
        ),
    log:
        "results/logs/benchmarks/report.log",
    conda:
        "../envs/pages.yaml"
    params:
        measured=BENCHMARKS,
    script:
        "../workflow_scripts/report_benchmarks.py"


rule compare_models:
    """The models of the configuration beside each other, each with what sets it apart from the one most like it."""
    input:
        **training_records(),
        code=code_of("compare_models"),
    output:
        figures="results/benchmarks/models.json",
        table="results/benchmarks/models.md",
    log:
        "results/logs/benchmarks/models.log",
    conda:
        "../envs/pages.yaml"
    params:
        models=config["models"],
    script:
        "../workflow_scripts/compare_models.py"
