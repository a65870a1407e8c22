# Geetkar: from an archive of songs to models that write songs. This file lists the targets; the rules are in rules/.
#
#   snakemake --cores 2                                       everything; open results/index.html
#   snakemake --cores 2 results/pages/MODEL/step-000100.html  one page, and only what it needs

from pathlib import Path

from snakemake.utils import min_version

min_version("9.27")


# A workflow that uses this one as a module brings its own configuration (docs/how-to/module.md).
configfile: Path(workflow.current_basedir, "config.yaml")


rule all:
    """Build all reports of all models, the index page that links to them, the playground and the primer."""
    input:
        "results/index.html",
        "results/playground.html",
        "results/primer/index.html",


include: "rules/common.smk"
include: "rules/archive.smk"
include: "rules/corpus.smk"
include: "rules/verse.smk"
include: "rules/vocabulary.smk"
include: "rules/memory.smk"
include: "rules/training.smk"
include: "rules/sampling.smk"
include: "rules/evaluation.smk"
include: "rules/pages.smk"
include: "rules/primer.smk"
include: "rules/dataset.smk"


# Snakemake skips this in a dry run.
onstart:
    with stopping_with_one_message():
        check_before_the_first_job(place_of("results"), config["archive"] if crawls_the_live_archive() else None)


rule corpus:
    """Build only the corpus: the cleaned songs and the page that describes them."""
    input:
        "results/pages/corpus.html",
        expand("results/corpus/{script}/{split}.txt", script=SCRIPTS, split=SPLITS),


rule corpus_audit:
    """Draw some songs for an audit: a page on which a reader marks what was read wrong."""
    input:
        "results/pages/corpus_audit.html",


rule corpus_audit_result:
    """Sum up the answers of an audit, the files in `audit.answers`."""
    input:
        "results/corpus/audit_result.json",


rule dataset:
    """Build the data set: the songs in formats for other projects."""
    input:
        "results/dataset/SHA256SUMS",


rule tensorboard:
    """Write every model's training curves for `tensorboard --logdir results/training`."""
    input:
        [f"results/training/{name}/tensorboard" for name in MODELS],


rule so_far:
    """Report on the checkpoints that exist while training runs: snakemake --cores 1 --nolock so_far"""
    input:
        [f"results/pages/{name}/so_far.html" for name in models_so_far()],


rule models:
    """Train all checkpoints, without samples and reports."""
    input:
        [weights(name, step) for name, model in MODELS.items() for step in steps_of(model)],
