# The primer: the source article's explanations, computed.
# In: results/training/, results/vocabulary/. Out: results/primer/index.html.

PRIMER_VECTORS = 50  # numbers in a vector of a word that the primer shows neighbours of


def checkpoint_to_explain(wildcards):
    """The checkpoint that the primer explains: of the first character model, the last cooled one, else the last."""
    of_characters = [model for model in config["models"] if model["unit"] == "char"]
    if not of_characters:
        raise WorkflowError("the primer explains a character model; config key `models` has none with `unit: char`.")
    model = of_characters[0]
    return {"model": model["name"], "step": max(branches_of(model), default=max(model["checkpoints"]))}


def weights_to_explain(wildcards):
    return weights(**checkpoint_to_explain(wildcards))


def vocabulary_to_explain(wildcards):
    return f"results/vocabulary/{MODELS[checkpoint_to_explain(wildcards)['model']]['script']}.char/vocabulary.json"


rule draw_primer:
    """Explain recurrent networks by examples that are computed, the last of them with a network of this run."""
    input:
        vectors=f"results/vocabulary/roman.word/vectors.{PRIMER_VECTORS}.npy",
        words="results/vocabulary/roman.word/vocabulary.json",
        weights=weights_to_explain,
        characters=vocabulary_to_explain,
        code=code_of("draw_primer"),
    output:
        page=report(
            "results/primer/index.html",
            caption="../workflow_scripts/geetkar/primer/primer.rst",
            category="Primer",
            labels={"page": "How a recurrent network writes"},
        ),
    log:
        "results/logs/pages/primer.log",
    conda:
        "../envs/primer.yaml"
    threads: 1
    params:
        article_model=preset_model("article"),
        checkpoint=checkpoint_to_explain,
    script:
        "../workflow_scripts/draw_primer.py"
