# Shared by all stages: the checked configuration, the wildcard constraints, the code that a stage depends on, and the
# look-ups of models that several rule files use. A look-up that only one rule file uses is in that file.

import os
import sys
from pathlib import Path

import yaml
from snakemake.exceptions import WorkflowError

# The folder of this project, also when another workflow uses it as a module.
PROJECT = Path(workflow.current_basedir).resolve().parent
SCRIPTS_FOLDER = PROJECT / "workflow_scripts"
PACKAGE = SCRIPTS_FOLDER / "geetkar"
sys.path.insert(0, str(SCRIPTS_FOLDER))

from geetkar.songs.settings import Songs
from geetkar.songs.source_files import find_songs
from geetkar.verse.notation import check_forms
from geetkar.workflow.configuration import complete_configuration, in_canonical_form
from geetkar.workflow.imported_code import code_behind
from geetkar.workflow.networks_to_begin_from import check_networks_to_begin_from
from geetkar.workflow.preflight import check_before_planning, check_before_the_first_job, stopping_with_one_message
from geetkar.workflow.song_scripts import scripts_of

SCHEMA = PROJECT / "schemas" / "config.schema.yaml"
SPLITS = ["train", "val", "test"]


# Return the path on disk of a file that a rule names: in a module, its `prefix` goes before the path.
place_of = workflow.modifier.path_modifier.replace_prefix


def path_of(file):
    """Return a relative path to a file that no rule makes, for an input: moving a clone then reruns nothing.

    In a module, `local` keeps Snakemake from putting the `prefix` before the path.
    """
    relative = os.path.relpath(file)
    return local(relative) if place_of(relative) != relative else relative


with stopping_with_one_message():
    complete_configuration(config, SCHEMA)
    check_forms(config["sampling"]["forms"])

# Keys that have no effect on songs in any language get one value, so that a change of them reruns nothing.
if config["songs"]["language"] == "any":
    config["songs"]["script"] = "auto"
    config["corpus"] |= {"left_out_rules": [], "english": "keep", "languages": []}

# Forms have an effect on planned models alone.
FREE_SAMPLES = {key: value for key, value in config["sampling"].items() if key != "forms"}
SCRIPTS = scripts_of(config["songs"]["language"])
MODELS = {model["name"]: model for model in config["models"]}

# Paths in the configuration are relative to the Snakefile. All stay relative, so that moving a clone reruns nothing.
config["songs"]["files"] = [os.path.relpath(PROJECT / file) for file in config["songs"]["files"]]
if config["songs"]["folder"] is not None:
    config["songs"]["folder"] = os.path.relpath(PROJECT / config["songs"]["folder"])
for model in config["models"]:
    if model["begin_from"] is not None:
        model["begin_from"] = os.path.relpath(PROJECT / model["begin_from"])
with stopping_with_one_message():
    FOUND = find_songs(Songs(**config["songs"]))
SONG_FILES = [path_of(file.path) for file in FOUND.files]

# The demo's description must not be published with other songs, so it is not in config.yaml, which every run reads.
DEMO = yaml.safe_load((PROJECT / "presets" / "demo.yaml").read_text(encoding="utf-8"))["dataset"]
if config["songs"]["folder"] == os.path.relpath(PROJECT / "demo_archive"):
    config["dataset"] = {key: DEMO.get(key) if given is None else given for key, given in config["dataset"].items()}


wildcard_constraints:
    script="|".join(SCRIPTS),
    unit="char|word|subword",
    arrangement="backward|planned|backward_planned",  # of the lines of a text, as networks read it
    arranged="(-(backward|planned|backward_planned))?",  # the same in the name of a vocabulary
    memory="song|song_and_corpus",
    split="|".join(SPLITS),
    model="[a-z][a-z0-9_]*",
    other="[a-z][a-z0-9_]*",  # model, with which one is compared
    # A script, perhaps an arrangement, a unit and, if it has its own, a model.
    vocabulary=r"[a-z_]+(-[a-z_]+)?\.[a-z]+(\.[a-z][a-z0-9_]*)?",
    step=r"\d{6}",
    width=r"\d+",


def code_of(rule_name):
    """Return the files that decide what a script writes, as inputs, which Snakemake compares by content.

    Snakemake's own code trigger compares modification times and ignores imported modules.
    """
    return [path_of(path) for path in code_behind(SCRIPTS_FOLDER / f"{rule_name}.py", PACKAGE)]


def completed(model):
    """Return a model with all defaults filled in."""
    (model,) = in_canonical_form({"models": [model]}, SCHEMA)["models"]
    return model


def preset_model(name):
    """Return the one model of a preset, with all defaults filled in."""
    preset = yaml.safe_load((PROJECT / "presets" / f"{name}.yaml").read_text(encoding="utf-8"))
    (model,) = preset["models"]
    return completed(model)


# Paths of a checkpoint's files.
def checkpoint(model, step, file):
    return f"results/training/{model}/step-{step:06d}/{file}"


def weights(model, step):
    return checkpoint(model, step, "weights.safetensors")


def metrics(model, step):
    return checkpoint(model, step, "metrics.jsonl")


def timing(model, step):
    return checkpoint(model, step, "timing.jsonl")


# Look-ups of a model's configuration, used as input functions and params.
def model_of(wildcards):
    """Return the configuration of the model that a path names."""
    if wildcards.model not in MODELS:
        raise WorkflowError(f"config key `models`: no model is called '{wildcards.model}'; known: {', '.join(MODELS)}.")
    return MODELS[wildcards.model]


def branches_of(model):
    """Return, for the step of each cooled checkpoint of a model, the step at which it leaves the trunk."""
    return {branch["step"]: branch["from"] for branch in model["cooled"]}


def steps_of(model):
    """Return the steps of a model's checkpoints in order, including the cooled ones."""
    return sorted([*model["checkpoints"], *branches_of(model)])


CHECKPOINTS = [(name, step) for name, model in MODELS.items() for step in steps_of(model)]


def text_path(script, arrangement, split):
    """Return the path of a split's text, as it is sung or arranged for networks."""
    return (
        f"results/verse/{script}/{arrangement}/{split}.txt" if arrangement else f"results/corpus/{script}/{split}.txt"
    )


def arrangement_of(model):
    """Return the name of the arrangement of the text that a model reads; empty for a text as it is sung."""
    return "_".join(["backward"] * (model["line_order"] == "backward") + ["planned"] * model["plans"])


def vocabulary_named_by(model):
    """Return the name of a model's vocabulary: a model that begins from a trained network has its own."""
    text = "-".join(filter(None, [model["script"], arrangement_of(model)]))
    shared = f"{text}.{model['unit']}"
    return f"{shared}.{model['name']}" if model["begin_from"] else shared


def vocabulary_of_model(wildcards):
    return f"results/vocabulary/{vocabulary_named_by(model_of(wildcards))}/vocabulary.json"


def files_of_memory(model, name):
    """Return the path of a file of a model's memory; nothing for a model without one."""
    return (
        [] if model["memory"] == "none" else [f"results/memory/{vocabulary_named_by(model)}/{model['memory']}/{name}"]
    )


def memory_of_model(wildcards):
    return files_of_memory(model_of(wildcards), "memory.safetensors")


def encoded_splits(wildcards):
    """Return, for each split, the array, its description and, for a model with a memory, the memory's rows."""
    model = model_of(wildcards)
    vocabulary = vocabulary_named_by(model)
    patterns = [f"results/vocabulary/{vocabulary}/{{}}.npy", f"results/vocabulary/{vocabulary}/{{}}.json"]
    patterns += files_of_memory(model, "{}.npy")
    return {split: [pattern.format(split) for pattern in patterns] for split in SPLITS}


def network_to_begin_from(wildcards):
    """Return the weights of the trained network that a model begins from; nothing for any other model."""
    file = model_of(wildcards)["begin_from"]
    return [path_of(file)] if file else []


def metrics_of_model(wildcards):
    return [metrics(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def weights_of_model(wildcards):
    return [weights(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def held_out_texts(wildcards):
    """Return the texts in a model's script that no network was trained on."""
    return [f"results/corpus/{model_of(wildcards)['script']}/{split}.txt" for split in ("val", "test")]


def files_of_checkpoints():
    """Return the paths on disk of all checkpoints' safetensors files, whether they exist or not."""
    files = ("weights.safetensors", "optimizer.safetensors")
    return [place_of(checkpoint(name, step, file)) for name, step in CHECKPOINTS for file in files]


with stopping_with_one_message():
    places = [place_of("results"), SCRIPTS_FOLDER, config["songs"]["folder"], *config["songs"]["files"]]
    places += [model["begin_from"] for model in config["models"]]
    check_before_planning(places, files_of_checkpoints())
    check_networks_to_begin_from(config["models"], place_of("results"))
