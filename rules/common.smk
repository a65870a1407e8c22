# What all stages share: the checked configuration, the wildcards, which code a stage depends on, and what several
# files of rules look up about models. What one file looks up is in that file.

import os
import sys
from pathlib import Path

import yaml
from snakemake.exceptions import WorkflowError

# Of this project, also where it is a module of another workflow.
PROJECT = Path(workflow.current_basedir).resolve().parent
SCRIPTS_FOLDER = PROJECT / "workflow_scripts"
PACKAGE = SCRIPTS_FOLDER / "geetkar"
sys.path.insert(0, str(SCRIPTS_FOLDER))

from geetkar.workflow.configuration import complete_configuration
from geetkar.workflow.imported_code import code_behind
from geetkar.workflow.preflight import check_before_planning, check_before_the_first_job, stopping_with_one_message

SCHEMA = PROJECT / "schemas" / "config.schema.yaml"
SCRIPTS = ["itrans", "roman", "devanagari"]
SPLITS = ["train", "val", "test"]


# Where a file that the rules name is on disk: as a module, in the folder that its `prefix` names.
place_of = workflow.modifier.path_modifier.replace_prefix


def path_of(file):
    """A file that no rule makes, as an input. It is relative, so that moving a clone reruns nothing.

    `local` keeps it as it is where a module's `prefix` would otherwise go before it.
    """
    relative = os.path.relpath(file)
    return local(relative) if place_of(relative) != relative else relative


with stopping_with_one_message():
    complete_configuration(config, SCHEMA)

MODELS = {model["name"]: model for model in config["models"]}

# A relative folder is next to the Snakefile. All paths are kept relative, so that moving a clone reruns nothing.
if config["archive"]["folder"] is not None:
    config["archive"]["folder"] = os.path.relpath(PROJECT / config["archive"]["folder"])

# What is said of the demo's songs must not be said of others, so it is no part of config.yaml, which is under every run.
DEMO = yaml.safe_load((PROJECT / "presets" / "demo.yaml").read_text(encoding="utf-8"))["dataset"]
if config["archive"]["folder"] == os.path.relpath(PROJECT / "demo_archive"):
    config["dataset"] = {key: DEMO.get(key) if given is None else given for key, given in config["dataset"].items()}


wildcard_constraints:
    script="|".join(SCRIPTS),
    unit="char|word|subword",
    split="|".join(SPLITS),
    model="[a-z][a-z0-9_]*",
    step=r"\d{6}",
    width=r"\d+",


def code_of(rule_name):
    """The files that decide what a script makes, to be inputs, which Snakemake compares by content.

    Its own code trigger goes by modification time, and does not see imported modules.
    """
    return [path_of(path) for path in code_behind(SCRIPTS_FOLDER / f"{rule_name}.py", PACKAGE)]


def completed(model):
    """A model with all defaults."""
    (model,) = complete_configuration({"models": [model]}, SCHEMA)["models"]
    return model


def preset_model(name):
    """The one model of a preset, with all defaults."""
    preset = yaml.safe_load((PROJECT / "presets" / f"{name}.yaml").read_text(encoding="utf-8"))
    (model,) = preset["models"]
    return completed(model)


# Paths of a checkpoint's artifacts.
def checkpoint(model, step, file):
    return f"results/training/{model}/step-{step:06d}/{file}"


def weights(model, step):
    return checkpoint(model, step, "weights.safetensors")


def metrics(model, step):
    return checkpoint(model, step, "metrics.jsonl")


def timing(model, step):
    return checkpoint(model, step, "timing.jsonl")


# What the configuration says of a model: pure look-ups, used as input functions and params.
def model_of(wildcards):
    """The configuration of the model that a path names."""
    if wildcards.model not in MODELS:
        raise WorkflowError(f"no model is called '{wildcards.model}'; config key `models` has: {', '.join(MODELS)}.")
    return MODELS[wildcards.model]


def branches_of(model):
    """For each cooled checkpoint of a model, the one that it leaves the trunk at."""
    return {branch["step"]: branch["from"] for branch in model["cooled"]}


def steps_of(model):
    """A model's checkpoints, cooled ones too, by their steps."""
    return sorted([*model["checkpoints"], *branches_of(model)])


CHECKPOINTS = [(name, step) for name, model in MODELS.items() for step in steps_of(model)]


def vocabulary_of_model(wildcards):
    model = model_of(wildcards)
    return f"results/vocabulary/{model['script']}.{model['unit']}/vocabulary.json"


def encoded_splits(wildcards):
    """Each split's array and description in a model's script and unit."""
    model = model_of(wildcards)
    folder = f"results/vocabulary/{model['script']}.{model['unit']}"
    return {split: [f"{folder}/{split}.npy", f"{folder}/{split}.json"] for split in SPLITS}


def metrics_of_model(wildcards):
    return [metrics(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def files_of_checkpoints():
    """The safetensors files of all checkpoints, there or not, as paths on disk."""
    files = ("weights.safetensors", "optimizer.safetensors")
    return [place_of(checkpoint(name, step, file)) for name, step in CHECKPOINTS for file in files]


with stopping_with_one_message():
    check_before_planning([place_of("results"), SCRIPTS_FOLDER, config["archive"]["folder"]], files_of_checkpoints())
