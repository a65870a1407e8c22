# Reports: pages that open from disk and ask nothing of the network.
# In: results/samples/, results/models/, results/yardsticks/, results/corpus/. Out: results/measures/, results/reports/, results/index.html.
# A page is drawn in a second or two: on a cluster, where Snakemake itself runs (`localrule`).


rule describe_corpus:
    """Draw the page about the corpus from its summary."""
    input:
        summary="results/corpus/summary.json",
        comparison="results/corpus/split_comparison.json",
        language_check="results/corpus/language_check.json",
        code=code_of("describe_corpus"),
    output:
        page=report(
            "results/corpus/report.html",
            caption="../workflow_scripts/geetkar/reporting/captions/corpus.rst",
            category="Corpus",
            labels={"page": "The corpus"},
        ),
    log:
        "results/logs/reports/corpus.log",
    localrule: True
    conda:
        "../envs/reports.yaml"
    script:
        "../workflow_scripts/describe_corpus.py"


rule measure_references:
    """Measure people's songs and an n-gram's texts, to stand beside those of the networks."""
    input:
        train="results/corpus/{script}/train.txt",
        itrans="results/corpus/itrans/train.txt",
        held_out="results/corpus/{script}/val.txt",
        ngram="results/yardsticks/{script}.samples.json",
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("measure_references"),
    output:
        references="results/measures/{script}.references.json",
    log:
        "results/logs/measures/{script}.references.log",
    conda:
        "../envs/reports.yaml"
    params:
        sampling=config["sampling"],
    script:
        "../workflow_scripts/measure_references.py"


rule measure_samples:
    """Mark what is a checkpoint's own in its samples, spell them in three scripts, and measure them."""
    input:
        samples="results/samples/{model}/step-{step}.json",
        train=training_text,
        itrans="results/corpus/itrans/train.txt",
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("measure_samples"),
    output:
        measures="results/measures/{model}/step-{step}.json",
    log:
        "results/logs/measures/{model}/step-{step}.log",
    conda:
        "../envs/reports.yaml"
    params:
        script=script_of_model,
    script:
        "../workflow_scripts/measure_samples.py"


rule report_checkpoint:
    """Show what a checkpoint writes, its loss so far and its measures."""
    input:
        measures="results/measures/{model}/step-{step}.json",
        metrics="results/models/{model}/step-{step}/metrics.jsonl",
        references=references_of_model,
        code=code_of("report_checkpoint"),
    output:
        page=report(
            "results/reports/{model}/step-{step}.html",
            caption="../workflow_scripts/geetkar/reporting/captions/checkpoint.rst",
            category="Checkpoints",
            subcategory="{model}",
            labels={"model": "{model}", "step": "{step}"},
        ),
    log:
        "results/logs/reports/{model}/step-{step}.log",
    localrule: True
    conda:
        "../envs/reports.yaml"
    params:
        model=model_of_page,
    script:
        "../workflow_scripts/report_checkpoint.py"


rule report_model:
    """Let a reader go through a model's checkpoints, early to late."""
    input:
        measures=measures_of_model,
        metrics=metrics_of_model,
        references=references_of_model,
        yardsticks=yardsticks_of_model,
        pages=pages_of_model,
        code=code_of("report_model"),
    output:
        page=report(
            "results/reports/{model}/index.html",
            caption="../workflow_scripts/geetkar/reporting/captions/model.rst",
            category="Models",
            labels={"model": "{model}"},
        ),
    log:
        "results/logs/reports/{model}/index.log",
    localrule: True
    conda:
        "../envs/reports.yaml"
    params:
        model=model_of_page,
    script:
        "../workflow_scripts/report_model.py"


rule report_so_far:
    """The same page with the checkpoints that are there while training still runs: see target `so_far`."""
    input:
        measures=measures_so_far,
        metrics=metrics_so_far,
        references=references_of_model,
        yardsticks=yardsticks_of_model,
        code=code_of("report_model"),
    output:
        page="results/reports/{model}/so_far.html",
    log:
        "results/logs/reports/{model}/so_far.log",
    localrule: True
    conda:
        "../envs/reports.yaml"
    params:
        model=model_of_page,
    script:
        "../workflow_scripts/report_model.py"


rule report_index:
    """Compare all models and link to everything."""
    input:
        measures=[measures(name, step) for name, step in CHECKPOINTS],
        metrics=[metrics(name, step) for name, step in CHECKPOINTS],
        yardsticks=expand("results/yardsticks/{script}.json", script=SCRIPTS_OF_MODELS),
        corpus=expand("results/corpus/{script}/{split}.txt", script=SCRIPTS_OF_MODELS, split=SPLITS),
        summary="results/corpus/summary.json",
        lock=LOCK_FILE,
        pages=[
            "results/corpus/report.html",
            "results/costs.html",
            *expand("results/reports/{model}/index.html", model=MODELS),
        ],
        code=code_of("report_index"),
    output:
        page=report(
            "results/index.html",
            caption="../workflow_scripts/geetkar/reporting/captions/index.rst",
            category="Overview",
            labels={"page": "All models"},
        ),
    log:
        "results/logs/reports/index.log",
    localrule: True
    conda:
        "../envs/reports.yaml"
    params:
        config=public_configuration(),
        checkpoints=[list(each) for each in CHECKPOINTS],
        scripts=SCRIPTS_OF_MODELS,
    script:
        "../workflow_scripts/report_index.py"


rule report_costs:
    """What the models took in seconds and memory: the one page that differs from run to run."""
    input:
        **training_records(),
        code=code_of("report_costs"),
    output:
        page=report(
            "results/costs.html",
            caption="../workflow_scripts/geetkar/reporting/captions/costs.rst",
            category="Overview",
            labels={"page": "What they cost"},
        ),
    log:
        "results/logs/reports/costs.log",
    localrule: True
    conda:
        "../envs/reports.yaml"
    params:
        models=config["models"],
    script:
        "../workflow_scripts/report_costs.py"
