# Training and sampling: every checkpoint is an artifact, made from the one before it.
# In: results/vocabulary/, results/encoded/, results/vectors/. Out: results/models/{model}/step-{step}/, results/samples/;
# on demand network.onnx and network.int8.onnx beside the weights, and results/tensorboard/.


rule train_segment:
    """Carry a model from its previous checkpoint to this one, and measure its held-out loss."""
    input:
        unpack(encoded_splits),
        previous=previous_checkpoint,
        vectors=vectors_to_begin_with,
        vocabulary=vocabulary_of_model,
        code=code_of("train_segment"),
    output:
        weights="results/models/{model}/step-{step}/weights.safetensors",
        optimizer="results/models/{model}/step-{step}/optimizer.safetensors",
        metrics="results/models/{model}/step-{step}/metrics.jsonl",
        timing="results/models/{model}/step-{step}/timing.jsonl",
    log:
        "results/logs/training/{model}/step-{step}.log",
    benchmark:
        "results/benchmarks/training/{model}/step-{step}.tsv"
    conda:
        "../envs/training.yaml"
    # One thread a process: models train side by side, and the number of cores changes no byte.
    threads: processes_of_model
    resources:
        gpu=cards_of_model,
        mem_mb=memory_of_model,
        runtime=720,
    params:
        model=weights_depend_on,
        cooled_from=cooled_from,
    script:
        "../workflow_scripts/train_segment.py"


rule sample_checkpoint:
    """Let a checkpoint write after each prime text, at each temperature, with each seed."""
    input:
        weights="results/models/{model}/step-{step}/weights.safetensors",
        vocabulary=vocabulary_of_model,
        description=training_text_description,
        code=code_of("sample_checkpoint"),
    output:
        samples="results/samples/{model}/step-{step}.json",
    log:
        "results/logs/samples/{model}/step-{step}.log",
    conda:
        "../envs/training.yaml"
    threads: 1
    params:
        sampling=config["sampling"],
    script:
        "../workflow_scripts/sample_checkpoint.py"


rule export_network:
    """Write a checkpoint as one ONNX file, after checking it against torch. Nothing else needs it: ask for it by path."""
    input:
        weights="results/models/{model}/step-{step}/weights.safetensors",
        code=code_of("export_network"),
    output:
        network="results/models/{model}/step-{step}/network.onnx",
    log:
        "results/logs/exports/{model}/step-{step}.log",
    conda:
        "../envs/training.yaml"
    threads: 1
    script:
        "../workflow_scripts/export_network.py"


rule quantize_network:
    """Write an exported network with weights of eight bits, which writes faster. Ask for it by path, too."""
    input:
        network="results/models/{model}/step-{step}/network.onnx",
        code=code_of("quantize_network"),
    output:
        quantized="results/models/{model}/step-{step}/network.int8.onnx",
    log:
        "results/logs/exports/{model}/step-{step}.int8.log",
    conda:
        "../envs/training.yaml"
    threads: 1
    script:
        "../workflow_scripts/quantize_network.py"


rule write_events:
    """A model's losses, rates, norms, speed and memory as TensorBoard reads them."""
    input:
        metrics=metrics_of_model,
        timings=timings_of_model,
        code=code_of("write_events"),
    output:
        folder=directory("results/tensorboard/{model}"),
    log:
        "results/logs/tensorboard/{model}.log",
    conda:
        "../envs/reports.yaml"
    script:
        "../workflow_scripts/write_events.py"
