# What all stages share: the checked configuration, the wildcards, and which code a stage depends on.

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import yaml
from snakemake.exceptions import WorkflowError

# Of this project, also where it is a module of another workflow.
PROJECT = Path(workflow.current_basedir).resolve().parent
SCRIPTS_FOLDER = PROJECT / "workflow_scripts"
sys.path.insert(0, str(SCRIPTS_FOLDER))

from geetkar.archive.song_folder import song_files
from geetkar.workflow.configuration import complete_configuration
from geetkar.workflow.errors import InputError
from geetkar.workflow.imported_code import code_behind
from geetkar.workflow.logs import printable
from geetkar.workflow.preflight import check_live_access, check_times, check_whole, check_writable

SCRIPTS = ["itrans", "roman", "devanagari"]
SPLITS = ["train", "val", "test"]
PRIMER_VECTORS = 50  # numbers in a vector of a word that the primer shows neighbours of


@contextmanager
def stopping_with_one_message():
    """End the run with what the user must mend, and no trace of where it was noticed."""
    try:
        yield
    except InputError as error:
        sys.exit(printable(f"error: {error}"))


# Where a file that the rules name is on disk: as a module, in the folder that its `prefix` names.
place_of = workflow.modifier.path_modifier.replace_prefix


def path_of(file):
    """A file that no rule makes, as an input. It is relative, so that moving a clone reruns nothing.

    `local` keeps it as it is where a module's `prefix` would otherwise go before it.
    """
    relative = os.path.relpath(file)
    return local(relative) if place_of(relative) != relative else relative


SCHEMA = PROJECT / "schemas" / "config.schema.yaml"

with stopping_with_one_message():
    complete_configuration(config, SCHEMA)

LOCK_FILE = path_of(PROJECT / "requirements.lock")

MODELS = {model["name"]: model for model in config["models"]}

# A relative folder stands beside the Snakefile. All paths are kept relative, so that moving a clone reruns nothing.
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
    text="[^/]+",
    preset="[a-z]+",
    baseline="[a-z_]+",


def code_of(rule_name):
    """The files that decide what a script makes, to be inputs, which Snakemake compares by content.

    Its own code trigger goes by modification time, and does not see imported modules.
    """
    return [path_of(path) for path in code_behind(SCRIPTS_FOLDER / f"{rule_name}.py")]


def vocabulary_limits(wildcards):
    """Rare words are unknown to a word model; models of characters and subwords know every character."""
    limits = config["vocabulary"]
    return {
        "char": {},
        "word": {"min_count": limits["word_min_count"], "limit": limits["word_limit"]},
        "subword": {"limit": limits["subword_limit"]},
    }[wildcards.unit]


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


def measures(model, step):
    return f"results/evaluation/{model}/step-{step:06d}.json"


def page(model, step):
    return f"results/pages/{model}/step-{step:06d}.html"


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


def steps_until(wildcards):
    """The checkpoints that lead to the one that a path names, which is the last of them."""
    model, step = model_of(wildcards), int(wildcards.step)
    if step not in steps_of(model):
        raise WorkflowError(
            f"model '{wildcards.model}' has no checkpoint at step {step}; "
            f"its `checkpoints` are {', '.join(map(str, steps_of(model)))}."
        )
    left_at = branches_of(model).get(step, step)
    return [each for each in sorted(model["checkpoints"]) if each <= left_at] + [step] * (left_at != step)


def previous_checkpoint(wildcards):
    """Weights, optimizer and metrics of the checkpoint before; nothing for a model's first one."""
    *_, before, _ = [None, *steps_until(wildcards)]
    if before is None:
        return []
    files = ("weights.safetensors", "optimizer.safetensors", "metrics.jsonl")
    return [checkpoint(wildcards.model, before, file) for file in files]


def vectors_to_begin_with(wildcards):
    """The vectors of a pretrained embedding, which a model's first segment reads; nothing for any other."""
    model = model_of(wildcards)
    if model["input"] != "pretrained" or previous_checkpoint(wildcards):
        return []
    return f"results/vocabulary/{model['script']}.{model['unit']}/vectors.{model['embedding_size']}.npy"


def weights_depend_on(wildcards):
    """The part of a model's configuration that decides its weights: all but its name and its checkpoints."""
    return {key: value for key, value in model_of(wildcards).items() if key not in ("name", "checkpoints", "cooled")}


def cooled_from(wildcards):
    """The step from which a segment cools, `None` on the trunk."""
    return branches_of(model_of(wildcards)).get(int(wildcards.step))


def model_of_page(wildcards):
    """What a page says of its model: all but the checkpoints, so that a new one redraws no old page."""
    return {key: value for key, value in model_of(wildcards).items() if key not in ("checkpoints", "cooled")}


def processes_of_model(wildcards):
    return model_of(wildcards)["processes"]


def cards_of_model(wildcards):
    """Graphics cards to ask for: `--resources gpu=N` says how many there are, a cluster sees to it."""
    model = model_of(wildcards)
    return model["processes"] if model["device"] == "gpu" else 0


def memory_of_model(wildcards):
    """Megabytes to ask a cluster for. The article's network holds 750 a process with 2,670 songs, Snakemake itself 330."""
    return 2000 * model_of(wildcards)["processes"]


def vocabulary_of_model(wildcards):
    model = model_of(wildcards)
    return f"results/vocabulary/{model['script']}.{model['unit']}/vocabulary.json"


def encoded_splits(wildcards):
    """Each split's array and description in a model's script and unit."""
    model = model_of(wildcards)
    folder = f"results/vocabulary/{model['script']}.{model['unit']}"
    return {split: [f"{folder}/{split}.npy", f"{folder}/{split}.json"] for split in SPLITS}


def training_text_description(wildcards):
    return encoded_splits(wildcards)["train"][1]


def training_text(wildcards):
    return f"results/corpus/{model_of(wildcards)['script']}/train.txt"


def script_of_model(wildcards):
    return model_of(wildcards)["script"]


def held_out_text(wildcards):
    return f"results/corpus/{model_of(wildcards)['script']}/val.txt"


def references_of_model(wildcards):
    return f"results/evaluation/{model_of(wildcards)['script']}/references.json"


def yardsticks_of_model(wildcards):
    return f"results/evaluation/{model_of(wildcards)['script']}/yardsticks.json"


def weights_of_model(wildcards):
    return [weights(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def metrics_of_model(wildcards):
    return [metrics(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def timings_of_model(wildcards):
    return [timing(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def measures_of_model(wildcards):
    return [measures(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def pages_of_model(wildcards):
    return [page(wildcards.model, step) for step in steps_of(model_of(wildcards))]


def measured_so_far(wildcards):
    """A model's checkpoints whose samples have been measured by now, while others may still be trained."""
    model = model_of(wildcards)
    return [step for step in steps_of(model) if Path(place_of(measures(model["name"], step))).exists()]


def measures_so_far(wildcards):
    if not measured_so_far(wildcards):
        raise WorkflowError(f"no checkpoint of model '{wildcards.model}' has been measured yet.")
    return [measures(wildcards.model, step) for step in measured_so_far(wildcards)]


def metrics_so_far(wildcards):
    return [metrics(wildcards.model, step) for step in measured_so_far(wildcards)]


def models_so_far():
    """The models of which a page can be drawn now, without a job that the run which still trains has to do."""
    each = [SimpleNamespace(model=name) for name in MODELS]
    return [
        one.model
        for one in each
        if measured_so_far(one)
        and all(Path(place_of(of_model(one))).exists() for of_model in (references_of_model, yardsticks_of_model))
    ]


def folder_to_measure_with(wildcards):
    """The folder of songs: benchmarks ask nothing of the live archive."""
    if config["archive"]["folder"] is None:
        raise WorkflowError("benchmarks need a folder of songs: give one in config key `archive.folder`.")
    return config["archive"]["folder"]


def songs_to_measure_with(wildcards):
    return [path_of(path) for path in song_files(folder_to_measure_with(wildcards))]


def checkpoint_to_explain(wildcards):
    """The checkpoint that the primer explains: of the first character model, the last cooled one, else the last."""
    of_characters = [model for model in config["models"] if model["unit"] == "char"]
    if not of_characters:
        raise WorkflowError("the primer explains a character model; config key `models` has none with `unit: char`.")
    model = of_characters[0]
    return {"model": model["name"], "step": max(branches_of(model), default=max(model["checkpoints"]))}


def weights_to_explain(wildcards):
    return weights(**checkpoint_to_explain(wildcards))


def vocabulary_to_explain(wildcards):
    return f"results/vocabulary/{MODELS[checkpoint_to_explain(wildcards)['model']]['script']}.char/vocabulary.json"


def training_records():
    """Metrics and timing of every checkpoint, by model."""
    files = {"metrics": "metrics.jsonl", "timings": "timing.jsonl"}
    return {
        f"{name}_{kind}": [checkpoint(name, step, file) for step in steps_of(model)]
        for kind, file in files.items()
        for name, model in MODELS.items()
    }


def archive_to_crawl():
    """What decides which songs a crawl finds: not who asks for them, nor how slowly, nor sites when there is a folder."""
    decide_nothing = {"contact", "delay"}
    if config["archive"]["folder"] is not None:
        decide_nothing |= {"classic_site", "catalogue_site", "files_site"}
    return {key: value for key, value in config["archive"].items() if key not in decide_nothing}


def crawls_the_live_archive():
    """Whether a run that is about to begin does; later runs of the same songs need no contact and no key."""
    return config["archive"]["folder"] is None and any(
        job.rule.name == "crawl_archive" for job in workflow.dag.needrun_jobs()
    )


def public_configuration():
    """The configuration for all to read: without the address that only the archive's volunteers should have."""
    return {**config, "archive": {key: value for key, value in config["archive"].items() if key != "contact"}}


SCRIPTS_OF_MODELS = [script for script in SCRIPTS if script in {model["script"] for model in config["models"]}]
CHECKPOINTS = [(name, step) for name, model in MODELS.items() for step in steps_of(model)]

# Snakemake removes a job's old outputs before the job starts. What is found wrong here costs nothing made before.
with stopping_with_one_message():
    folder = config["archive"]["folder"]
    ARCHIVE_FILES = [path_of(path) for path in song_files(folder)] if folder else []
    for folder in filter(None, [place_of("results"), SCRIPTS_FOLDER, config["archive"]["folder"]]):
        check_times(folder)
    for name, step in CHECKPOINTS:
        for path in (weights(name, step), checkpoint(name, step, "optimizer.safetensors")):
            with suppress(FileNotFoundError):  # not made yet, or removed just now, to be made anew
                check_whole(place_of(path))
