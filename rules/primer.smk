# The primer: the source article's explanations, computed.
# In: results/training/, results/vocabulary/. Out: results/primer/index.html.


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
