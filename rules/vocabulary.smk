# Vocabularies: the units of a script, numbered, and the texts as numbers.
# In: results/corpus/{script}/. Out: results/vocabulary/{script}.{unit}/.


def vocabulary_limits(wildcards):
    """Rare words are unknown to a word model; models of characters and subwords know every character."""
    limits = config["vocabulary"]
    return {
        "char": {},
        "word": {"min_count": limits["word_min_count"], "limit": limits["word_limit"]},
        "subword": {"limit": limits["subword_limit"]},
    }[wildcards.unit]


rule build_vocabulary:
    """Number the characters, words or subwords of the training text; held-out songs add none."""
    input:
        train="results/corpus/{script}/train.txt",
        code=code_of("build_vocabulary"),
    output:
        vocabulary="results/vocabulary/{script}.{unit}/vocabulary.json",
    log:
        "results/logs/vocabulary/{script}.{unit}.log",
    conda:
        "../envs/vocabulary.yaml"
    params:
        limits=vocabulary_limits,
    script:
        "../workflow_scripts/build_vocabulary.py"


rule encode_text:
    """Turn a text into numbers, to be mapped into memory by training."""
    input:
        text="results/corpus/{script}/{split}.txt",
        vocabulary="results/vocabulary/{script}.{unit}/vocabulary.json",
        code=code_of("encode_text"),
    output:
        encoded="results/vocabulary/{script}.{unit}/{split}.npy",
        description="results/vocabulary/{script}.{unit}/{split}.json",
    log:
        "results/logs/vocabulary/{script}.{unit}.{split}.log",
    conda:
        "../envs/vocabulary.yaml"
    script:
        "../workflow_scripts/encode_text.py"


rule learn_vectors:
    """Place units that stand in the same company near each other, for pretrained embeddings."""
    input:
        encoded="results/vocabulary/{script}.{unit}/train.npy",
        vocabulary="results/vocabulary/{script}.{unit}/vocabulary.json",
        code=code_of("learn_vectors"),
    output:
        vectors="results/vocabulary/{script}.{unit}/vectors.{width}.npy",
    log:
        "results/logs/vocabulary/{script}.{unit}.vectors.{width}.log",
    conda:
        "../envs/vocabulary.yaml"
    script:
        "../workflow_scripts/learn_vectors.py"
