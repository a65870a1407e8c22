# The playground: a page that holds the networks themselves, to write with.
# In: results/models/, results/vocabulary/, results/corpus/. Out: results/cells/, results/playground.html.


rule find_cells:
    """Find the memory cells of a model's best checkpoint that follow something that a reader sees in a song."""
    input:
        weights=weights_of_model,
        metrics=metrics_of_model,
        vocabulary=vocabulary_of_model,
        held_out=held_out_text,
        code=code_of("find_cells"),
    output:
        cells="results/cells/{model}.json",
    log:
        "results/logs/cells/{model}.log",
    conda:
        "../envs/training.yaml"
    threads: 1
    script:
        "../workflow_scripts/find_cells.py"


rule draw_playground:
    """Put the networks into one page that runs them, as many checkpoints as have room."""
    input:
        weights=[weights(name, step) for name, step in CHECKPOINTS],
        metrics=[metrics(name, step) for name, step in CHECKPOINTS],
        cells=expand("results/cells/{model}.json", model=MODELS),
        code=code_of("draw_playground"),
    output:
        page=report(
            "results/playground.html",
            caption="../workflow_scripts/geetkar/reporting/captions/playground.rst",
            category="Playground",
            labels={"page": "Write with a network"},
        ),
    log:
        "results/logs/reports/playground.log",
    conda:
        "../envs/playground.yaml"
    params:
        models=config["models"],
        checkpoints=[list(each) for each in CHECKPOINTS],
    script:
        "../workflow_scripts/draw_playground.py"
