# Evaluation: the samples measured, next to people's songs, compressors and an n-gram; and the cells that follow a feature.
# In: results/corpus/, results/training/, results/sampling/. Out: results/evaluation/.


rule measure_yardsticks:
    """Measure compressors and an n-gram on the split that the networks are trained and examined on."""
    input:
        train="results/corpus/{script}/train.txt",
        val="results/corpus/{script}/val.txt",
        test="results/corpus/{script}/test.txt",
        code=code_of("measure_yardsticks"),
    output:
        yardsticks="results/evaluation/{script}/yardsticks.json",
    log:
        "results/logs/evaluation/measure_yardsticks.{script}.log",
    conda:
        "../envs/evaluation.yaml"
    script:
        "../workflow_scripts/measure_yardsticks.py"


rule sample_ngrams:
    """Let an n-gram write after each prime text, at each temperature, with each seed, as the checkpoints do."""
    input:
        train="results/corpus/{script}/train.txt",
        code=code_of("sample_ngrams"),
    output:
        samples="results/evaluation/{script}/ngram_samples.json",
    log:
        "results/logs/evaluation/sample_ngrams.{script}.log",
    conda:
        "../envs/evaluation.yaml"
    params:
        sampling=config["sampling"],
    script:
        "../workflow_scripts/sample_ngrams.py"


rule measure_references:
    """Measure people's songs and an n-gram's texts, to stand beside those of the networks."""
    input:
        train="results/corpus/{script}/train.txt",
        itrans="results/corpus/itrans/train.txt",
        held_out="results/corpus/{script}/val.txt",
        ngram="results/evaluation/{script}/ngram_samples.json",
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("measure_references"),
    output:
        references="results/evaluation/{script}/references.json",
    log:
        "results/logs/evaluation/measure_references.{script}.log",
    conda:
        "../envs/evaluation.yaml"
    params:
        sampling=config["sampling"],
    script:
        "../workflow_scripts/measure_references.py"


rule measure_samples:
    """Mark what is a checkpoint's own in its samples, spell them in three scripts, and measure them."""
    input:
        samples="results/sampling/{model}/step-{step}/samples.json",
        train=training_text,
        itrans="results/corpus/itrans/train.txt",
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("measure_samples"),
    output:
        measures="results/evaluation/{model}/step-{step}.json",
    log:
        "results/logs/evaluation/{model}/step-{step}.log",
    conda:
        "../envs/evaluation.yaml"
    params:
        script=script_of_model,
    script:
        "../workflow_scripts/measure_samples.py"


rule find_cells:
    """Find the memory cells of a model's best checkpoint that follow something that a reader sees in a song."""
    input:
        weights=weights_of_model,
        metrics=metrics_of_model,
        vocabulary=vocabulary_of_model,
        held_out=held_out_text,
        code=code_of("find_cells"),
    output:
        cells="results/evaluation/{model}/cells.json",
    log:
        "results/logs/evaluation/{model}/cells.log",
    conda:
        "../envs/evaluation.yaml"
    threads: 1
    script:
        "../workflow_scripts/find_cells.py"


# A network that no configuration changes, to compare splits with.
SMALL_MODEL = completed(
    {
        "name": "small",
        "input": "one_hot",
        "batch": 32,
        "learning_rate": 0.004,
        "decay_factor": 1.0,
        "checkpoints": [400],
    }
)


rule compare_splits:
    """Measure how much a split by line would have flattered the validation loss: the same network on both."""
    input:
        train="results/corpus/roman/train.txt",
        val="results/corpus/roman/val.txt",
        code=code_of("compare_splits"),
    output:
        comparison="results/evaluation/split_comparison.json",
    log:
        "results/logs/evaluation/compare_splits.log",
    benchmark:
        "results/benchmarks/evaluation/compare_splits.tsv"
    conda:
        "../envs/evaluation.yaml"
    threads: 1
    params:
        model=SMALL_MODEL,
        steps=400,
    script:
        "../workflow_scripts/compare_splits.py"
