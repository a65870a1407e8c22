# Evaluation: measure samples, people's songs, compressors and counts; find cells that follow a feature of the text.
# In: results/corpus/, results/verse/, results/training/, results/sampling/. Out: results/evaluation/.


def known_of_training_songs(script):
    """Return the files needed to mark and measure texts in a script, by input name."""
    folder = f"results/evaluation/{script}"
    return {
        "spellings": f"results/verse/{script}/spellings.json",
        "training_songs": f"{folder}/training_songs.json",
        "training_text": f"{folder}/training_text.npy",
        "suffix_array": f"{folder}/suffix_array.npy",
        "song_index": f"results/corpus/{script}/song_index.parquet",
        "songs": "results/corpus/songs.parquet",
    }


def known_in_script(wildcards):
    return known_of_training_songs(wildcards.script)


def known_in_script_of_model(wildcards):
    return known_of_training_songs(model_of(wildcards)["script"])


def training_text_of_model(wildcards):
    return f"results/corpus/{model_of(wildcards)['script']}/train.txt"


def held_out_text(wildcards):
    model = model_of(wildcards)
    return text_path(model["script"], arrangement_of(model), "val")


rule measure_yardsticks:
    """Measure compressors and counts on the same split as the networks."""
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


rule sample_counts:
    """Write samples with counts alone for each prime text, temperature and seed, as for the checkpoints."""
    input:
        settings="results/memory/{script}.char/song_and_corpus/memory.safetensors",
        vocabulary="results/vocabulary/{script}.char/vocabulary.json",
        code=code_of("sample_counts"),
    output:
        count_samples="results/evaluation/{script}/count_samples.json",
    log:
        "results/logs/evaluation/sample_counts.{script}.log",
    conda:
        "../envs/evaluation.yaml"
    params:
        sampling=FREE_SAMPLES,
    script:
        "../workflow_scripts/sample_counts.py"


rule index_songs:
    """Make the training songs searchable, once for all jobs that mark and measure samples."""
    input:
        train="results/corpus/{script}/train.txt",
        code=code_of("index_songs"),
    output:
        training_songs="results/evaluation/{script}/training_songs.json",
        training_text="results/evaluation/{script}/training_text.npy",
        suffix_array="results/evaluation/{script}/suffix_array.npy",
    log:
        "results/logs/evaluation/index_songs.{script}.log",
    conda:
        "../envs/evaluation.yaml"
    script:
        "../workflow_scripts/index_songs.py"


rule measure_references:
    """Measure people's songs and the samples of counts, to compare the networks' samples with."""
    input:
        unpack(known_in_script),
        held_out="results/corpus/{script}/val.txt",
        count_samples="results/evaluation/{script}/count_samples.json",
        code=code_of("measure_references"),
    output:
        references="results/evaluation/{script}/references.json",
    log:
        "results/logs/evaluation/measure_references.{script}.log",
    conda:
        "../envs/evaluation.yaml"
    params:
        sampling=FREE_SAMPLES,
    script:
        "../workflow_scripts/measure_references.py"


rule measure_samples:
    """Mark new, known and copied words in a checkpoint's samples, spell them in three scripts, and measure them."""
    input:
        unpack(known_in_script_of_model),
        samples="results/sampling/{model}/step-{step}/samples.json",
        code=code_of("measure_samples"),
    output:
        measures="results/evaluation/{model}/step-{step}.json",
    log:
        "results/logs/evaluation/{model}/step-{step}.log",
    conda:
        "../envs/evaluation.yaml"
    script:
        "../workflow_scripts/measure_samples.py"


rule measure_forms:
    """Mark the songs of forms as samples are marked, and measure how varied their rhymes are, next to people's."""
    input:
        unpack(known_in_script_of_model),
        forms="results/sampling/{model}/step-{step}/forms.json",
        held_out=held_out_texts,
        code=code_of("measure_forms"),
    output:
        measures="results/evaluation/{model}/step-{step}.forms.json",
    log:
        "results/logs/evaluation/{model}/step-{step}.forms.log",
    conda:
        "../envs/evaluation.yaml"
    script:
        "../workflow_scripts/measure_forms.py"


rule find_cells:
    """Find memory cells of a model's best checkpoint that follow a feature of the text, such as the end of a line."""
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


rule weigh_memory:
    """Measure how far the memory of a model's best checkpoint helps it to predict each character of a held-out song."""
    input:
        weights=weights_of_model,
        metrics=metrics_of_model,
        vocabulary=vocabulary_of_model,
        held_out=held_out_text,
        code=code_of("weigh_memory"),
    output:
        memory_help="results/evaluation/{model}/memory_help.json",
    log:
        "results/logs/evaluation/{model}/memory_help.log",
    conda:
        "../envs/evaluation.yaml"
    threads: 1
    script:
        "../workflow_scripts/weigh_memory.py"


rule judge_songs:
    """Measure how well a classifier tells a network's songs from people's and by what, and how far they are copied."""
    input:
        unpack(known_in_script_of_model),
        written="results/sampling/{model}/songs.json",
        train=training_text_of_model,
        held_out=held_out_texts,
        code=code_of("judge_songs"),
    output:
        judged="results/evaluation/{model}/judge.json",
    log:
        "results/logs/evaluation/{model}/judge.log",
    conda:
        "../envs/evaluation.yaml"
    threads: 1
    script:
        "../workflow_scripts/judge_songs.py"


# The network to compare splits with, independent of the configured models.
SMALL_MODEL = completed(
    {
        "name": "small",
        "script": "roman" if "roman" in SCRIPTS else SCRIPTS[0],
        "input": "one_hot",
        "batch": 32,
        "learning_rate": 0.004,
        "decay_factor": 1.0,
        "checkpoints": [400],
    }
)


rule compare_splits:
    """Train the same network on a split by song and a split by line, to show how much better the latter looks."""
    input:
        train=f"results/corpus/{SMALL_MODEL['script']}/train.txt",
        val=f"results/corpus/{SMALL_MODEL['script']}/val.txt",
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
