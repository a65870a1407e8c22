# Verse: how words sound, and the form of songs.
# In: results/corpus/. Out: results/verse/{script}/.


rule learn_spellings:
    """Learn from the training songs which words are English, and which ITRANS word a roman word is."""
    input:
        texts=expand("results/corpus/{script}/train.txt", script=SCRIPTS),
        code=code_of("learn_spellings"),
    output:
        spellings="results/verse/{script}/spellings.json",
    log:
        "results/logs/verse/learn_spellings.{script}.log",
    conda:
        "../envs/verse.yaml"
    params:
        scripts=SCRIPTS,
    script:
        "../workflow_scripts/learn_spellings.py"
