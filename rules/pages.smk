# Pages that open from disk and fetch nothing.
# In: results/evaluation/, results/training/, results/corpus/. Out: results/pages/, results/index.html, results/playground.html.
# A page is drawn in a second or two: on a cluster, where Snakemake itself runs (`localrule`).

from types import SimpleNamespace

from geetkar.workflow.song_scripts import AS_WRITTEN

LOCK_FILE = path_of(PROJECT / "requirements.lock")
SCRIPTS_OF_MODELS = [script for script in SCRIPTS if script in {model["script"] for model in config["models"]}]
SOUNDING_SCRIPTS = [script for script in SCRIPTS_OF_MODELS if script != AS_WRITTEN]


def measures(model, step):
    return f"results/evaluation/{model}/step-{step:06d}.json"


def page(model, step):
    return f"results/pages/{model}/step-{step:06d}.html"


def model_of_page(wildcards):
    """Return a model's options without its checkpoints, so that adding a checkpoint does not redraw old pages."""
    return {key: value for key, value in model_of(wildcards).items() if key not in ("checkpoints", "cooled")}


def verse_of_scripts(scripts):
    """Return the files that say how songs sound and rhyme, by input name, each for all scripts."""
    files = [verse_of_script(script) for script in scripts]
    return {name: [each[name] for each in files] for name in verse_of_script("")}


def references_of_model(wildcards):
    return f"results/evaluation/{model_of(wildcards)['script']}/references.json"


def yardsticks_of_model(wildcards):
    return f"results/evaluation/{model_of(wildcards)['script']}/yardsticks.json"


def memory_help_of_model(wildcards):
    """Return what the memory of a model saves in a song; nothing for a model without one."""
    has_memory = model_of(wildcards)["memory"] != "none"
    return [f"results/evaluation/{wildcards.model}/memory_help.json"] if has_memory else []


def judged_songs_of_model(wildcards):
    return [f"results/evaluation/{wildcards.model}/judge.json"]


def measured_forms(model, step):
    """Return the path of the songs of forms by a checkpoint of a model with plans; nothing for any other model."""
    has_forms = MODELS[model]["plans"] and config["sampling"]["forms"]
    return [f"results/evaluation/{model}/step-{step:06d}.forms.json"] if has_forms else []


def forms_of_checkpoint(wildcards):
    return measured_forms(model_of(wildcards)["name"], int(wildcards.step))


def forms_of_model(wildcards):
    return [path for step in steps_of(model_of(wildcards)) for path in measured_forms(wildcards.model, step)]


def measures_of_model(wildcards):
    return [measures(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def pages_of_model(wildcards):
    return [page(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def measured_so_far(wildcards):
    """Return the steps of a model's checkpoints that are already measured; others may still be in training."""
    model = model_of(wildcards)
    return [step for step in steps_of(model) if Path(place_of(measures(model["name"], step))).exists()]


def measures_so_far(wildcards):
    if not measured_so_far(wildcards):
        raise WorkflowError(f"no checkpoint of model '{wildcards.model}' has been measured yet: try again later.")
    return [measures(wildcards.model, step) for step in measured_so_far(wildcards)]


def metrics_so_far(wildcards):
    return [metrics(wildcards.model, step) for step in measured_so_far(wildcards)]


def models_so_far():
    """Return the models whose page can be drawn now from existing files, while a run may still be training."""
    each = [SimpleNamespace(model=name) for name in MODELS]
    return [
        one.model
        for one in each
        if measured_so_far(one)
        and all(Path(place_of(of_model(one))).exists() for of_model in (references_of_model, yardsticks_of_model))
    ]


def compared_models(wildcards):
    """Return the two models that a path names. Raise `WorkflowError` if they cannot be compared."""
    one, other = (model_of(SimpleNamespace(model=name)) for name in (wildcards.model, wildcards.other))
    if one == other:
        raise WorkflowError(f"model '{one['name']}' cannot be compared with itself: name another one.")
    if one["script"] != other["script"]:
        raise WorkflowError(
            f"models '{one['name']}' and '{other['name']}' write in different scripts, in which a song has different "
            "numbers of characters: compare models of one `script`."
        )
    return [one, other]


def of_both(look_up):
    """Return an input function with all that a look-up finds for two compared models."""

    def look_up_both(wildcards):
        each = [SimpleNamespace(model=model["name"]) for model in compared_models(wildcards)]
        return [found for one in each for found in look_up(one)]

    return look_up_both


def public_configuration():
    """Return the configuration without `archive.contact`, which only the archive's volunteers should see.

    The audit decides nothing that the pages of a run show.
    """
    without_audit = {key: value for key, value in config.items() if key != "audit"}
    return {**without_audit, "archive": {key: value for key, value in config["archive"].items() if key != "contact"}}


def verse_of_songs(wildcards):
    """Return the forms and spellings in ITRANS, which has every sound; there are none of songs in any language."""
    return {name: f"results/verse/itrans/{name}.json" for name in ("forms", "spellings") if "itrans" in SCRIPTS}


rule draw_corpus:
    """Draw the page about the corpus."""
    input:
        unpack(verse_of_songs),
        summary="results/corpus/summary.json",
        comparison="results/evaluation/split_comparison.json",
        language_check="results/corpus/language_check.json",
        songs="results/corpus/songs.parquet",
        splits="results/corpus/splits.parquet",
        code=code_of("draw_corpus"),
    output:
        page=report(
            "results/pages/corpus.html",
            caption="../workflow_scripts/geetkar/pages/corpus/corpus.rst",
            category="Corpus",
            labels={"page": "The corpus"},
        ),
    log:
        "results/logs/pages/corpus.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    script:
        "../workflow_scripts/draw_corpus.py"


rule draw_audit:
    """Draw the page on which a reader compares song files with the text that was read from them."""
    input:
        audit="results/corpus/audit.jsonl",
        code=code_of("draw_audit"),
    output:
        page=report(
            "results/pages/corpus_audit.html",
            caption="../workflow_scripts/geetkar/pages/audit/corpus_audit.rst",
            category="Corpus",
            labels={"page": "Audit of the corpus"},
        ),
    log:
        "results/logs/pages/corpus_audit.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    script:
        "../workflow_scripts/draw_audit.py"


rule draw_checkpoint:
    """Draw the page of a checkpoint: its samples, its loss so far and its measures."""
    input:
        measures="results/evaluation/{model}/step-{step}.json",
        metrics="results/training/{model}/step-{step}/metrics.jsonl",
        references=references_of_model,
        forms=forms_of_checkpoint,
        code=code_of("draw_checkpoint"),
    output:
        page=report(
            "results/pages/{model}/step-{step}.html",
            caption="../workflow_scripts/geetkar/pages/checkpoint/checkpoint.rst",
            category="Checkpoints",
            subcategory="{model}",
            labels={"model": "{model}", "step": "{step}"},
        ),
    log:
        "results/logs/pages/{model}/step-{step}.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    params:
        model=model_of_page,
    script:
        "../workflow_scripts/draw_checkpoint.py"


rule draw_model:
    """Draw the page of a model, on which a reader goes through its checkpoints."""
    input:
        measures=measures_of_model,
        metrics=metrics_of_model,
        references=references_of_model,
        yardsticks=yardsticks_of_model,
        memory_help=memory_help_of_model,
        judged=judged_songs_of_model,
        forms=forms_of_model,
        pages=pages_of_model,
        code=code_of("draw_model"),
    output:
        page=report(
            "results/pages/{model}/index.html",
            caption="../workflow_scripts/geetkar/pages/model/model.rst",
            category="Models",
            labels={"model": "{model}"},
        ),
    log:
        "results/logs/pages/{model}/index.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    params:
        model=model_of_page,
    script:
        "../workflow_scripts/draw_model.py"


rule draw_so_far:
    """Draw the page of a model from the checkpoints that exist so far, for target `so_far`."""
    input:
        measures=measures_so_far,
        metrics=metrics_so_far,
        references=references_of_model,
        yardsticks=yardsticks_of_model,
        memory_help=[],
        judged=[],
        forms=[],
        code=code_of("draw_model"),
    output:
        page="results/pages/{model}/so_far.html",
    log:
        "results/logs/pages/{model}/so_far.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    params:
        model=model_of_page,
    script:
        "../workflow_scripts/draw_model.py"


rule draw_comparison:
    """Draw the page that compares two models over their training. No other rule needs it: request it by its path."""
    input:
        measures=of_both(measures_of_model),
        metrics=of_both(metrics_of_model),
        timings=of_both(timings_of_model),
        judged=of_both(judged_songs_of_model),
        forms=of_both(forms_of_model),
        references=references_of_model,
        pages=of_both(lambda one: [f"results/pages/{one.model}/index.html"]),
        code=code_of("draw_comparison"),
    output:
        page=report(
            "results/pages/{model}/compared_with_{other}.html",
            caption="../workflow_scripts/geetkar/pages/comparison/comparison.rst",
            category="Comparisons",
            labels={"model": "{model}", "compared with": "{other}"},
        ),
    log:
        "results/logs/pages/{model}/compared_with_{other}.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    params:
        models=of_both(lambda one: [model_of_page(one)]),
        article=preset_model("article"),
    script:
        "../workflow_scripts/draw_comparison.py"


rule draw_index:
    """Draw the index page, which compares all models and links to all other pages."""
    input:
        measures=[measures(name, step) for name, step in CHECKPOINTS],
        metrics=[metrics(name, step) for name, step in CHECKPOINTS],
        references=expand("results/evaluation/{script}/references.json", script=SCRIPTS_OF_MODELS),
        yardsticks=expand("results/evaluation/{script}/yardsticks.json", script=SCRIPTS_OF_MODELS),
        judged=expand("results/evaluation/{model}/judge.json", model=MODELS),
        forms=[path for name, step in CHECKPOINTS for path in measured_forms(name, step)],
        summary="results/corpus/summary.json",
        pages=[
            "results/pages/corpus.html",
            "results/pages/costs.html",
            *expand("results/pages/{model}/index.html", model=MODELS),
        ],
        code=code_of("draw_index"),
    output:
        page=report(
            "results/index.html",
            caption="../workflow_scripts/geetkar/pages/index/index.rst",
            category="Overview",
            labels={"page": "All models"},
        ),
    log:
        "results/logs/pages/index.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    params:
        configuration=public_configuration(),
    script:
        "../workflow_scripts/draw_index.py"


rule draw_costs:
    """Draw the page of training time, memory and software, which differ from run to run."""
    input:
        metrics=[metrics(name, step) for name, step in CHECKPOINTS],
        timings=[timing(name, step) for name, step in CHECKPOINTS],
        corpus=expand("results/corpus/{script}/{split}.txt", script=SCRIPTS_OF_MODELS, split=SPLITS),
        lock=LOCK_FILE,
        code=code_of("draw_costs"),
    output:
        page=report(
            "results/pages/costs.html",
            caption="../workflow_scripts/geetkar/pages/costs/costs.rst",
            category="Overview",
            labels={"page": "Time and memory"},
        ),
    log:
        "results/logs/pages/costs.log",
    localrule: True
    conda:
        "../envs/pages.yaml"
    params:
        configuration=public_configuration(),
    script:
        "../workflow_scripts/draw_costs.py"


rule draw_playground:
    """Draw the page on which a reader writes songs with networks that are in it, with as many checkpoints as fit."""
    input:
        **verse_of_scripts(SOUNDING_SCRIPTS),
        texts=expand("results/corpus/{script}/train.txt", script=SCRIPTS_OF_MODELS),
        weights=[weights(name, step) for name, step in CHECKPOINTS],
        metrics=[metrics(name, step) for name, step in CHECKPOINTS],
        cells=expand("results/evaluation/{model}/cells.json", model=MODELS),
        measures=[measures(name, step) for name, step in CHECKPOINTS],
        written_forms=[path for name, step in CHECKPOINTS for path in measured_forms(name, step)],
        code=code_of("draw_playground"),
    output:
        page=report(
            "results/playground.html",
            caption="../workflow_scripts/geetkar/pages/playground/playground.rst",
            category="Playground",
            labels={"page": "Write with a network"},
        ),
    log:
        "results/logs/pages/playground.log",
    conda:
        "../envs/pages.yaml"
    params:
        models=config["models"],
        forms=config["sampling"]["forms"] if any(model["plans"] for model in config["models"]) else [],
    script:
        "../workflow_scripts/draw_playground.py"
