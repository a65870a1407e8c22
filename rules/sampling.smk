# Sampling: texts written by a checkpoint; on demand, its network as an ONNX file for use elsewhere.
# In: results/training/, results/vocabulary/, results/verse/, results/corpus/. Out: results/sampling/{model}/.


def training_text_description(wildcards):
    return encoded_splits(wildcards)["train"][1]


def spellings_to_plan_with(wildcards):
    """Return the spellings from which a prime text is planned for a model with plans; nothing for any other."""
    model = model_of(wildcards)
    return [f"results/verse/{model['script']}/spellings.json"] if model["plans"] else []


def verse_of_script(script):
    """Return the files with which a model with plans writes songs, by input name."""
    return {
        **{name: f"results/verse/{script}/{name}.json" for name in ("spellings", "rhyming_words")},
        "plans": f"results/verse/{script}/plans.parquet",
        "song_index": f"results/corpus/{script}/song_index.parquet",
    }


def verse_of_model(wildcards):
    return verse_of_script(model_of(wildcards)["script"])


def verse_to_write_to(wildcards):
    """Return the same files for a model with plans, and none for any other."""
    files = verse_of_model(wildcards).items()
    return {name: [file] if model_of(wildcards)["plans"] else [] for name, file in files}


rule sample_checkpoint:
    """Write a text with a checkpoint for each prime text, temperature and seed."""
    input:
        weights="results/training/{model}/step-{step}/weights.safetensors",
        vocabulary=vocabulary_of_model,
        description=training_text_description,
        spellings=spellings_to_plan_with,
        code=code_of("sample_checkpoint"),
    output:
        samples="results/sampling/{model}/step-{step}/samples.json",
    log:
        "results/logs/sampling/{model}/step-{step}.log",
    conda:
        "../envs/sampling.yaml"
    threads: 1
    params:
        sampling=FREE_SAMPLES,
    script:
        "../workflow_scripts/sample_checkpoint.py"


rule sample_forms:
    """Write a song of each form with a checkpoint of a planned model, for each temperature and seed."""
    input:
        unpack(verse_of_model),
        weights="results/training/{model}/step-{step}/weights.safetensors",
        vocabulary=vocabulary_of_model,
        code=code_of("sample_forms"),
    output:
        samples="results/sampling/{model}/step-{step}/forms.json",
    log:
        "results/logs/sampling/{model}/step-{step}.forms.log",
    conda:
        "../envs/sampling.yaml"
    threads: 1
    params:
        forms=config["sampling"]["forms"],
        temperatures=config["sampling"]["temperatures"],
        seeds=config["sampling"]["seeds"],
    script:
        "../workflow_scripts/sample_forms.py"


rule sample_songs:
    """Write as many songs with a model's best checkpoint as people's songs are held out, for the judge.

    A model with plans writes them to plans of training songs.
    """
    input:
        unpack(verse_to_write_to),
        weights=weights_of_model,
        metrics=metrics_of_model,
        vocabulary=vocabulary_of_model,
        description=training_text_description,
        held_out=held_out_texts,
        code=code_of("sample_songs"),
    output:
        written="results/sampling/{model}/songs.json",
    log:
        "results/logs/sampling/{model}/songs.log",
    conda:
        "../envs/sampling.yaml"
    threads: 1
    params:
        temperatures=config["sampling"]["temperatures"],
        length=config["sampling"]["length"],
    script:
        "../workflow_scripts/sample_songs.py"


rule export_network:
    """Export a checkpoint as an ONNX file, checked against torch. No other rule needs it: request it by its path."""
    input:
        weights="results/training/{model}/step-{step}/weights.safetensors",
        code=code_of("export_network"),
    output:
        network="results/sampling/{model}/step-{step}/network.onnx",
    log:
        "results/logs/sampling/{model}/step-{step}.onnx.log",
    conda:
        "../envs/sampling.yaml"
    threads: 1
    script:
        "../workflow_scripts/export_network.py"


rule quantize_network:
    """Quantize an exported network to eight-bit weights, which write faster. Request it by its path as well."""
    input:
        network="results/sampling/{model}/step-{step}/network.onnx",
        code=code_of("quantize_network"),
    output:
        quantized="results/sampling/{model}/step-{step}/network.int8.onnx",
    log:
        "results/logs/sampling/{model}/step-{step}.int8.log",
    conda:
        "../envs/sampling.yaml"
    threads: 1
    script:
        "../workflow_scripts/quantize_network.py"
