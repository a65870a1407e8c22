# Yardsticks: what the held-out songs cost models that are no networks, to stand beside those in the reports.
# In: results/corpus/{script}/. Out: results/yardsticks/: what they cost, and what the n-gram writes.


rule measure_yardsticks:
    """Measure compressors and an n-gram on the split that the networks are trained and examined on."""
    input:
        train="results/corpus/{script}/train.txt",
        val="results/corpus/{script}/val.txt",
        test="results/corpus/{script}/test.txt",
        code=code_of("measure_yardsticks"),
    output:
        yardsticks="results/yardsticks/{script}.json",
    log:
        "results/logs/yardsticks/{script}.log",
    conda:
        "../envs/yardsticks.yaml"
    script:
        "../workflow_scripts/measure_yardsticks.py"


rule sample_ngrams:
    """Let an n-gram write after each prime text, at each temperature, with each seed, as the checkpoints do."""
    input:
        train="results/corpus/{script}/train.txt",
        code=code_of("sample_ngrams"),
    output:
        samples="results/yardsticks/{script}.samples.json",
    log:
        "results/logs/yardsticks/{script}.samples.log",
    conda:
        "../envs/yardsticks.yaml"
    params:
        sampling=config["sampling"],
    script:
        "../workflow_scripts/sample_ngrams.py"
