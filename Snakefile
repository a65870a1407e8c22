# Geetkar: from an archive of songs to models that write songs. The table of contents.
#
#   snakemake --cores 2                                       everything, to results/index.html
#   snakemake --cores 2 results/pages/MODEL/step-000100.html  one page and only what it needs

from pathlib import Path

from snakemake.utils import min_version

min_version("9.27")


# Another workflow that uses this one as a module gives a configuration of its own (docs/how-to/module.md).
configfile: Path(workflow.current_basedir, "config.yaml")


rule all:
    """All reports of all models, the page that links them, and the one that writes."""
    input:
        "results/index.html",
        "results/playground.html",


include: "rules/common.smk"
include: "rules/archive.smk"
include: "rules/corpus.smk"
include: "rules/vocabulary.smk"
include: "rules/training.smk"
include: "rules/sampling.smk"
include: "rules/evaluation.smk"
include: "rules/pages.smk"
include: "rules/primer.smk"
include: "rules/dataset.smk"


# Not in a dry run.
onstart:
    with stopping_with_one_message():
        check_before_the_first_job(place_of("results"), config["archive"] if crawls_the_live_archive() else None)


rule corpus:
    """The cleaned songs alone, with their description."""
    input:
        "results/pages/corpus.html",
        expand("results/corpus/{script}/{split}.txt", script=SCRIPTS, split=SPLITS),


rule dataset:
    """The songs as a data set for others."""
    input:
        "results/dataset/SHA256SUMS",


rule tensorboard:
    """Every model's training for `tensorboard --logdir results/training`."""
    input:
        [f"results/training/{name}/tensorboard" for name in MODELS],


rule so_far:
    """The pages of what exists while training still runs: snakemake --cores 1 --nolock so_far"""
    input:
        [f"results/pages/{name}/so_far.html" for name in models_so_far()],


rule models:
    """All checkpoints, without samples and reports."""
    input:
        [weights(name, step) for name, model in MODELS.items() for step in steps_of(model)],
