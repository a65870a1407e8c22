# Sampling: what a checkpoint writes; on demand, its network as one file to write with elsewhere.
# In: results/training/, results/vocabulary/. Out: results/sampling/{model}/step-{step}/.


def training_text_description(wildcards):
    return encoded_splits(wildcards)["train"][1]


rule sample_checkpoint:
    """Let a checkpoint write after each prime text, at each temperature, with each seed."""
    input:
        weights="results/training/{model}/step-{step}/weights.safetensors",
        vocabulary=vocabulary_of_model,
        description=training_text_description,
        code=code_of("sample_checkpoint"),
    output:
        samples="results/sampling/{model}/step-{step}/samples.json",
    log:
        "results/logs/sampling/{model}/step-{step}.log",
    conda:
        "../envs/sampling.yaml"
    threads: 1
    params:
        sampling=config["sampling"],
    script:
        "../workflow_scripts/sample_checkpoint.py"


rule export_network:
    """Write a checkpoint as one ONNX file, after checking it against torch. Nothing else needs it: ask for it by path."""
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
    """Write an exported network with weights of eight bits, which writes faster. Ask for it by path, too."""
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
