# Vocabularies: number the units of each script, and encode the texts.
# In: results/corpus/{script}/. Out: results/vocabulary/{script}.{unit}/.


def vocabulary_limits(wildcards):
    """Return the limits of a vocabulary: rare words are left out, but no character is."""
    limits = config["vocabulary"]
    return {
        "char": {},
        "word": {"min_count": limits["word_min_count"], "limit": limits["word_limit"]},
        "subword": {"limit": limits["subword_limit"]},
    }[wildcards.unit]


rule build_vocabulary:
    """Number the characters, words or subwords of the training text. Held-out songs add none."""
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
    """Encode a text as an array of numbers, which training maps into memory."""
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
    """Learn vectors for pretrained embeddings: units with similar neighbours get similar vectors."""
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
