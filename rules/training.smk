# Training: every checkpoint is an output, made from the previous one.
# In: results/vocabulary/, results/memory/.
# Out: results/training/{model}/step-{step}/; on demand results/training/{model}/tensorboard/.


def steps_until(wildcards):
    """Return the steps of the checkpoints that lead to the one in a path, which is the last of them."""
    model, step = model_of(wildcards), int(wildcards.step)
    if step not in steps_of(model):
        raise WorkflowError(
            f"model '{wildcards.model}' has no checkpoint at step {step}: "
            f"request one of the steps {', '.join(map(str, steps_of(model)))}, or add it to the model's `checkpoints`."
        )
    left_at = branches_of(model).get(step, step)
    return [each for each in sorted(model["checkpoints"]) if each <= left_at] + [step] * (left_at != step)


def previous_checkpoint(wildcards):
    """Return weights, optimizer and metrics of the previous checkpoint; nothing for a model's first one."""
    *_, before, _ = [None, *steps_until(wildcards)]
    if before is None:
        return []
    files = ("weights.safetensors", "optimizer.safetensors", "metrics.jsonl")
    return [checkpoint(wildcards.model, before, file) for file in files]


def network_before_the_first_step(wildcards):
    """Return the trained network that a model's first segment begins from; nothing for any other segment."""
    return [] if previous_checkpoint(wildcards) else network_to_begin_from(wildcards)


def vectors_to_begin_with(wildcards):
    """Return the vectors for the first segment of a model with a new pretrained embedding; nothing for any other."""
    model = model_of(wildcards)
    if model["input"] != "pretrained" or model["begin_from"] or previous_checkpoint(wildcards):
        return []
    return [f"results/vocabulary/{vocabulary_named_by(model)}/vectors.{model['embedding_size']}.npy"]


def weights_depend_on(wildcards):
    """Return the options that a model's weights depend on: all but its name, its checkpoints and a file's path."""
    without = ("name", "checkpoints", "cooled", "begin_from")
    return {key: value for key, value in model_of(wildcards).items() if key not in without}


def cooled_from(wildcards):
    """Return the step from which a segment cools, `None` on the trunk."""
    return branches_of(model_of(wildcards)).get(int(wildcards.step))


def processes_of_model(wildcards):
    return model_of(wildcards)["processes"]


def gpus_of_model(wildcards):
    """Return the number of GPUs to request. `--resources gpu=N` says how many there are; a cluster knows it."""
    model = model_of(wildcards)
    return model["processes"] if model["device"] == "gpu" else 0


def megabytes_of_model(wildcards):
    """Return the megabytes to request. With 2,670 songs, the article's network takes 750 per process, Snakemake 330."""
    return 2000 * model_of(wildcards)["processes"]


def timings_of_model(wildcards):
    return [timing(wildcards.model, step) for step in steps_of(model_of(wildcards))]


rule train_segment:
    """Train a model from its previous checkpoint to this one, and measure its held-out loss."""
    input:
        unpack(encoded_splits),
        previous=previous_checkpoint,
        network=network_before_the_first_step,
        vectors=vectors_to_begin_with,
        vocabulary=vocabulary_of_model,
        memory=memory_of_model,
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
    # One thread per process: several models can train at once, and the number of cores changes no byte.
    threads: processes_of_model
    resources:
        gpu=gpus_of_model,
        mem_mb=megabytes_of_model,
        runtime=720,
    params:
        configured=weights_depend_on,
        cooled_from=cooled_from,
    script:
        "../workflow_scripts/train_segment.py"


rule write_events:
    """Write a model's losses, learning rates, gradient norms, speed and memory in TensorBoard's format."""
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
