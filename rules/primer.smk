# The primer: the source article's explanations, with computed numbers.
# In: results/training/, results/vocabulary/. Out: results/primer/index.html.

PRIMER_WORDS = f"results/vocabulary/{'roman' if 'roman' in SCRIPTS else SCRIPTS[0]}.word"


def checkpoint_to_explain(wildcards):
    """Return the checkpoint that the primer explains: the last cooled one of a model, else its last.

    The model is the first one that reads characters in the order in which they are sung. Return None without one.
    """
    of_characters = [model for model in config["models"] if model["unit"] == "char" and not arrangement_of(model)]
    if not of_characters:
        return None
    model = of_characters[0]
    return {"model": model["name"], "step": max(branches_of(model), default=max(model["checkpoints"]))}


def weights_to_explain(wildcards):
    explained = checkpoint_to_explain(wildcards)
    return [weights(**explained)] if explained else []


def vocabulary_to_explain(wildcards):
    explained = checkpoint_to_explain(wildcards)
    if not explained:
        return []
    return [f"results/vocabulary/{vocabulary_named_by(MODELS[explained['model']])}/vocabulary.json"]


rule draw_primer:
    """Draw the primer: recurrent networks explained by computed examples, the last with a network of this run."""
    input:
        encoded=f"{PRIMER_WORDS}/train.npy",
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
