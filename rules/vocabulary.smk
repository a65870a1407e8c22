# Vocabularies: number the units of each script, and encode the texts.
# In: results/corpus/{script}/, results/verse/{script}/{arrangement}/. Out: results/vocabulary/{script}.{unit}/, with
# -{arrangement} after the script for an arranged text, and .{model} at the end for a model that begins from a trained
# network, whose units are that network's.


def vocabulary_limits(wildcards):
    """Return the limits of a vocabulary: rare words are left out, but no character is."""
    limits = config["vocabulary"]
    return {
        "char": {},
        "word": {"min_count": limits["word_min_count"], "limit": limits["word_limit"]},
        "subword": {"limit": limits["subword_limit"]},
    }[wildcards.unit]


def text_to_encode(wildcards):
    """Return a split's text in the script and arrangement of a vocabulary."""
    text, *_ = wildcards.vocabulary.split(".")
    script, _, arrangement = text.partition("-")
    return text_path(script, arrangement, wildcards.split)


def training_text(wildcards):
    return text_path(wildcards.script, wildcards.arranged.removeprefix("-"), "train")


rule build_vocabulary:
    """Number the characters, words or subwords of the training text. Held-out songs add none."""
    input:
        train=training_text,
        code=code_of("build_vocabulary"),
    output:
        vocabulary="results/vocabulary/{script}{arranged}.{unit}/vocabulary.json",
    log:
        "results/logs/vocabulary/{script}{arranged}.{unit}.log",
    conda:
        "../envs/vocabulary.yaml"
    params:
        limits=vocabulary_limits,
    script:
        "../workflow_scripts/build_vocabulary.py"


rule keep_vocabulary:
    """Keep the units of the network that a model begins from, and count them in the training text."""
    input:
        train=training_text,
        network=network_to_begin_from,
        code=code_of("keep_vocabulary"),
    output:
        vocabulary="results/vocabulary/{script}{arranged}.{unit}.{model}/vocabulary.json",
    log:
        "results/logs/vocabulary/{script}{arranged}.{unit}.{model}.log",
    conda:
        "../envs/vocabulary.yaml"
    script:
        "../workflow_scripts/keep_vocabulary.py"


rule encode_text:
    """Encode a text as an array of numbers, which training maps into memory."""
    input:
        text=text_to_encode,
        vocabulary="results/vocabulary/{vocabulary}/vocabulary.json",
        code=code_of("encode_text"),
    output:
        encoded="results/vocabulary/{vocabulary}/{split}.npy",
        description="results/vocabulary/{vocabulary}/{split}.json",
    log:
        "results/logs/vocabulary/{vocabulary}.{split}.log",
    conda:
        "../envs/vocabulary.yaml"
    script:
        "../workflow_scripts/encode_text.py"


rule learn_vectors:
    """Learn vectors for pretrained embeddings: units with similar neighbours get similar vectors."""
    input:
        encoded="results/vocabulary/{script}{arranged}.{unit}/train.npy",
        vocabulary="results/vocabulary/{script}{arranged}.{unit}/vocabulary.json",
        code=code_of("learn_vectors"),
    output:
        vectors="results/vocabulary/{script}{arranged}.{unit}/vectors.{width}.npy",
    log:
        "results/logs/vocabulary/{script}{arranged}.{unit}.vectors.{width}.log",
    conda:
        "../envs/vocabulary.yaml"
    script:
        "../workflow_scripts/learn_vectors.py"
