# Training: every checkpoint is an artifact, made from the one before it.
# In: results/vocabulary/. Out: results/training/{model}/step-{step}/; on demand results/training/{model}/tensorboard/.


rule train_segment:
    """Carry a model from its previous checkpoint to this one, and measure its held-out loss."""
    input:
        unpack(encoded_splits),
        previous=previous_checkpoint,
        vectors=vectors_to_begin_with,
        vocabulary=vocabulary_of_model,
        code=code_of("train_segment"),
    output:
        weights="results/training/{model}/step-{step}/weights.safetensors",
        optimizer="results/training/{model}/step-{step}/optimizer.safetensors",
        metrics="results/training/{model}/step-{step}/metrics.jsonl",
        timing="results/training/{model}/step-{step}/timing.jsonl",
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


rule write_events:
    """A model's losses, rates, norms, speed and memory as TensorBoard reads them."""
    input:
        metrics=metrics_of_model,
        timings=timings_of_model,
        code=code_of("write_events"),
    output:
        folder=directory("results/training/{model}/tensorboard"),
    log:
        "results/logs/training/{model}/tensorboard.log",
    conda:
        "../envs/training.yaml"
    script:
        "../workflow_scripts/write_events.py"
