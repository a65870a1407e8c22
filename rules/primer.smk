# The primer: the source article's explanations, with computed numbers.
# In: results/training/, results/vocabulary/. Out: results/primer/index.html.

PRIMER_VECTORS = 50  # width of the word vectors whose neighbours the primer shows
PRIMER_WORDS = f"results/vocabulary/{'roman' if 'roman' in SCRIPTS else SCRIPTS[0]}.word"


def checkpoint_to_explain(wildcards):
    """Return the checkpoint that the primer explains: the last cooled one of a model, else its last.

    The model is the first one that reads characters in the order in which they are sung.
    """
    of_characters = [model for model in config["models"] if model["unit"] == "char" and not arrangement_of(model)]
    if not of_characters:
        raise WorkflowError(
            "the primer needs a character model that reads lines as they are sung: add one with `unit: char`, "
            "`line_order: forward` and `plans: false` to config key `models`."
        )
    model = of_characters[0]
    return {"model": model["name"], "step": max(branches_of(model), default=max(model["checkpoints"]))}


def weights_to_explain(wildcards):
    return weights(**checkpoint_to_explain(wildcards))


def vocabulary_to_explain(wildcards):
    return (
        f"results/vocabulary/{vocabulary_named_by(MODELS[checkpoint_to_explain(wildcards)['model']])}/vocabulary.json"
    )


rule draw_primer:
    """Draw the primer: recurrent networks explained by computed examples, the last with a network of this run."""
    input:
        vectors=f"{PRIMER_WORDS}/vectors.{PRIMER_VECTORS}.npy",
        words=f"{PRIMER_WORDS}/vocabulary.json",
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
