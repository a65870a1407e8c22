# Yardsticks: what the held-out songs cost models that are no networks, to stand beside those in the reports.
# In: results/corpus/{script}/. Out: results/yardsticks/.


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
