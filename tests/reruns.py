"""Common changes and the jobs that each reruns, for the tests and the table in the docs.

Each change is a function whose docstring names it in the table. Jobs stand by rule, with the values of their wildcards.
"""

import copy
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from small_project import CONFIG, FILES, FOLDERS, MODEL, Project
from snakemake.utils import update_config

from geetkar.workflow.configuration import complete_configuration

Jobs = dict[str, list[str]]

SMALL = ["small 000002", "small 000004"]
WORDS = ["words 000002", "words 000004"]
PLANNED = ["planned 000004"]
CHECKPOINTS = sorted([*SMALL, *WORDS, *PLANNED])
MODELS = ["planned", "small", "words"]
SPLITS = ("test", "train", "val")
VOCABULARIES = ("roman-backward_planned.char", "roman.char", "roman.word")

FIRST_RUN: Jobs = {
    "crawl_archive": [""],
    "parse_songs": [""],
    "recognize_languages": [""],
    "check_languages": [""],
    "find_people": [""],
    "find_duplicates": [""],
    "split_songs": [""],
    "write_text": ["devanagari", "itrans", "roman"],
    "learn_spellings": ["itrans", "roman"],
    "plan_songs": ["itrans", "roman"],
    "summarize_forms": ["itrans"],
    "compare_splits": [""],
    "summarize_corpus": [""],
    "draw_corpus": [""],
    "release_dataset": [""],
    "learn_rhymes": ["roman"],
    "arrange_text": [f"roman backward_planned {split}" for split in SPLITS],
    "build_vocabulary": ["roman -backward_planned char", "roman char", "roman word"],
    "encode_text": [f"{vocabulary} {split}" for vocabulary in VOCABULARIES for split in SPLITS],
    "learn_vectors": ["roman word 3"],
    "learn_memory": ["roman.char song", "roman.char song_and_corpus"],
    "remember_songs": [f"roman.char {split}" for split in SPLITS],
    "train_segment": CHECKPOINTS,
    "sample_checkpoint": CHECKPOINTS,
    "sample_forms": PLANNED,
    "sample_songs": MODELS,
    "measure_yardsticks": ["roman"],
    "sample_counts": ["roman"],
    "index_songs": ["roman"],
    "measure_references": ["roman"],
    "measure_samples": CHECKPOINTS,
    "measure_forms": PLANNED,
    "draw_checkpoint": CHECKPOINTS,
    "weigh_memory": ["small"],
    "judge_songs": MODELS,
    "draw_model": MODELS,
    "draw_costs": [""],
    "draw_index": [""],
    "find_cells": MODELS,
    "draw_playground": [""],
    "draw_primer": [""],
}


PAGES_OF_MODELS = ["draw_checkpoint", "draw_model", "draw_index"]
OF_FORMS = ["sample_forms", "measure_forms"]
AFTER_SAMPLES = ["measure_samples", *PAGES_OF_MODELS, "draw_playground"]
JUDGED = ["sample_songs", "judge_songs"]
PLAYGROUND = ["find_cells", "draw_playground"]


def all_but(*rules: str) -> Jobs:
    """Return the jobs of a first run without those of some rules."""
    return {rule: jobs for rule, jobs in FIRST_RUN.items() if rule not in rules}


def jobs_of(*rules: str) -> Jobs:
    """Return the jobs of some rules in a first run."""
    return {rule: FIRST_RUN[rule] for rule in rules}


def jobs_of_model(name: str, checkpoints: list[str]) -> Jobs:
    """Return the jobs that make some checkpoints of a model and draw its page and those of all models."""
    by_checkpoint = ["train_segment", "sample_checkpoint", "measure_samples", "draw_checkpoint"] if checkpoints else []
    return {
        **{rule: checkpoints for rule in by_checkpoint},
        "find_cells": [name],
        **{rule: [name] for rule in JUDGED},
        **{rule: [name] for rule in ["weigh_memory"] if name in FIRST_RUN[rule]},
        "draw_model": [name],
        **jobs_of("draw_costs", "draw_index", "draw_playground"),
    }


# The primer explains the last checkpoint of the model `small`.
PRIMER = jobs_of("draw_primer")


def change_model(project: Project, **changes) -> None:
    """Change the model `small`."""
    small, *others = CONFIG["models"]
    project.configure(models=[{**small, **changes}, *others])


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def learning_rate(project: Project) -> None:
    """another learning rate for a model"""
    change_model(project, learning_rate=0.01)


def later_checkpoint(project: Project) -> None:
    """a checkpoint added at the end"""
    change_model(project, checkpoints=[2, 4, 6])


def checkpoint_between(project: Project) -> None:
    """a checkpoint added between two others"""
    change_model(project, checkpoints=[2, 3, 4])


def checkpoint_less(project: Project) -> None:
    """the last checkpoint removed"""
    change_model(project, checkpoints=[2])


def cooled_checkpoint(project: Project) -> None:
    """a cooled branch added"""
    change_model(project, cooled=[{"from": 2, "step": 6}])


def new_model(project: Project) -> None:
    """a model added"""
    project.configure(models=[*CONFIG["models"], {"name": "third", **MODEL, "cell": "rnn"}])


def sites(project: Project) -> None:
    """other addresses of the live archive, while the songs come from a folder"""
    sites = {"classic_site": "http://example.org", "catalogue_site": "http://example.org/rest"}
    project.configure(archive={**CONFIG["archive"], **sites})


def table_keys(project: Project) -> None:
    """keys of `songs` for text files and tables, while the songs are ISB files"""
    project.configure(songs={**CONFIG["songs"], "separator": "---", "columns": {"lyrics": "words"}})


def numbers_as_text(project: Project) -> None:
    """numbers written as text, and checkpoints in another order"""
    models = [
        {**model, "checkpoints": [str(step) for step in reversed(model["checkpoints"])], "batch": "4"}
        for model in CONFIG["models"]
    ]
    sampling = {**CONFIG["sampling"], "length": "40", "temperatures": [0.5, "1"]}
    project.configure(models=models, sampling=sampling)


def temperatures(project: Project) -> None:
    """another sampling temperature"""
    project.configure(sampling={**CONFIG["sampling"], "temperatures": [0.5, 1.0, 1.5]})


def forms(project: Project) -> None:
    """another form of songs"""
    project.configure(sampling={**CONFIG["sampling"], "forms": [{"name": "refrain", "verses": "Xx xx X"}]})


def song(project: Project) -> None:
    """a changed song"""
    path = project.folder / "songs/1.isb.txt"
    path.write_text(path.read_text().replace("nadii", "saagar"))


def song_in_a_folder(project: Project) -> None:
    """another song, in a folder below the folder of songs"""
    folder = project.folder / "songs/more"
    folder.mkdir()
    shutil.copy(project.folder / "songs/1.isb.txt", folder)


def cleaning_code(project: Project) -> None:
    """another line in the code of the cleaning rules"""
    append(project.folder / "workflow_scripts/geetkar/corpus/lyrics/cleaning.py", "\n# another rule\n")


def training_code(project: Project) -> None:
    """another line in the code of training"""
    append(project.folder / "workflow_scripts/geetkar/training/loop.py", "\n# another way to train\n")


def plans_code(project: Project) -> None:
    """another line in the code of plans"""
    append(project.folder / "workflow_scripts/geetkar/verse/plans.py", "\n# another plan\n")


def sampling_code(project: Project) -> None:
    """another line in the code of sampling"""
    append(project.folder / "workflow_scripts/geetkar/sampling/decoding.py", "\n# another way to draw\n")


def base_template(project: Project) -> None:
    """another line in the template that all pages extend"""
    append(project.folder / "workflow_scripts/geetkar/pages/shared/base.html.j2", "\n")


def page_template(project: Project) -> None:
    """another line in one page's template, that of the index"""
    append(project.folder / "workflow_scripts/geetkar/pages/index/index.html.j2", "\n")


def primer_template(project: Project) -> None:
    """another line in the template of the primer"""
    append(project.folder / "workflow_scripts/geetkar/primer/primer.html.j2", "\n")


def page_script(project: Project) -> None:
    """another line in a script that only the pages of models use"""
    append(project.folder / "workflow_scripts/geetkar/pages/model/evolution.js", "\n")


def label(project: Project) -> None:
    """another song labelled with its language by hand"""
    append(project.folder / "workflow_scripts/geetkar/corpus/song_languages.tsv", f"{'0' * 64}\thindi\tdrawn\n")


def card_template(project: Project) -> None:
    """another line in the template of the data set's card"""
    append(project.folder / "workflow_scripts/geetkar/dataset/templates/card.md.j2", "\n")


def machine_code(project: Project) -> None:
    """another line in the code that names the machine of a measurement"""
    append(project.folder / "workflow_scripts/geetkar/pages/shared/machine.py", "\n# another way to say it\n")


def reordered(value: object) -> object:
    """Return a configuration with the keys of every level in the opposite order."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(each) for each in value] if isinstance(value, list) else value


def keys_reordered(project: Project) -> None:
    """the keys of the configuration in another order, at every level"""
    project.write_configuration(reordered(CONFIG))


def defaults_written_out(project: Project) -> None:
    """all defaults written out, whole numbers for fractions (`dropout: 0`)"""
    written = yaml.safe_load((project.folder / "config.yaml").read_text())
    update_config(written, copy.deepcopy(CONFIG))
    complete_configuration(written, project.folder / "schemas/config.schema.yaml")
    project.write_configuration(reordered(whole_numbers(written)))


def whole_numbers(value: object) -> object:
    """Return a configuration with 0 for 0.0, at every level."""
    if isinstance(value, dict):
        return {key: whole_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [whole_numbers(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def comment_in_the_snakefile(project: Project) -> None:
    """a comment in the Snakefile and in each file of rules"""
    for path in [project.folder / "Snakefile", *(project.folder / "rules").iterdir()]:
        append(path, "\n# a comment\n")


def touch(project: Project) -> None:
    """`touch` of every file, including results"""
    paths = [path for path in sorted(project.folder.rglob("*")) if path.is_file() and ".snakemake" not in path.parts]
    for age, path in enumerate(reversed(paths)):  # a second between two files: sources come last, and are the newest
        os.utime(path, (time.time() - age, time.time() - age))


def clone(project: Project) -> None:
    """a fresh `git clone`, with `results/` and `.snakemake/` moved into it"""
    origin, copy = project.folder, project.folder.with_name("clone")

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=Geetkar", "-c", "user.email=geetkar@example.org", *arguments], check=True
        )

    git("-C", str(origin), "init", "--quiet")
    git("-C", str(origin), "add", *FILES, *FOLDERS, "songs", "run.yaml")
    git("-C", str(origin), "commit", "--quiet", "--message", "All files")
    git("clone", "--quiet", str(origin), str(copy))
    for made in ("results", ".snakemake"):
        shutil.move(origin / made, copy / made)
    project.folder = copy


def clone_without_records(project: Project) -> None:
    """a fresh `git clone`, with `results/` alone moved into it"""
    clone(project)
    shutil.rmtree(project.folder / ".snakemake")


def cores(project: Project) -> None:
    """another number of cores"""
    project.cores = 1


CHANGES: list[tuple[Callable[[Project], None], Jobs]] = [
    (learning_rate, jobs_of_model("small", SMALL) | PRIMER),
    (later_checkpoint, jobs_of_model("small", ["small 000006"]) | PRIMER),
    (checkpoint_between, jobs_of_model("small", ["small 000003", "small 000004"]) | PRIMER),
    (checkpoint_less, jobs_of_model("small", []) | PRIMER),
    (cooled_checkpoint, jobs_of_model("small", ["small 000006"]) | PRIMER),
    (new_model, jobs_of_model("third", ["third 000002", "third 000004"])),
    (
        temperatures,
        jobs_of("sample_checkpoint", "sample_counts", "measure_references", *AFTER_SAMPLES, *OF_FORMS, *JUDGED)
        | jobs_of("draw_costs"),
    ),
    (
        forms,
        jobs_of(*OF_FORMS, "draw_costs", "draw_index", "draw_playground")
        | {"draw_checkpoint": PLANNED, "draw_model": ["planned"]},
    ),
    (song, FIRST_RUN),
    (song_in_a_folder, FIRST_RUN),
    (cleaning_code, all_but("crawl_archive")),
    (
        training_code,
        jobs_of("compare_splits", "draw_corpus", "train_segment", "sample_checkpoint", "weigh_memory", *PLAYGROUND)
        | jobs_of("draw_costs", "draw_primer", *AFTER_SAMPLES, *OF_FORMS, *JUDGED),
    ),
    (
        plans_code,
        jobs_of("plan_songs", "summarize_forms", "learn_rhymes", "arrange_text", "draw_corpus", "draw_costs")
        | jobs_of("sample_checkpoint", "sample_counts", "measure_references", *AFTER_SAMPLES, *OF_FORMS)
        | jobs_of("weigh_memory", "draw_primer", *JUDGED, *PLAYGROUND)
        | {
            "build_vocabulary": ["roman -backward_planned char"],
            "encode_text": [f"roman-backward_planned.char {split}" for split in SPLITS],
            "train_segment": PLANNED,
        },
    ),
    (
        sampling_code,
        jobs_of("sample_checkpoint", "sample_counts", "measure_references", *AFTER_SAMPLES)
        | jobs_of("weigh_memory", "draw_primer", *OF_FORMS, *JUDGED, *PLAYGROUND),
    ),
    (base_template, jobs_of("draw_corpus", *PAGES_OF_MODELS, "draw_costs", "draw_playground", "draw_primer")),
    (page_template, jobs_of("draw_index")),
    (primer_template, jobs_of("draw_primer")),
    (page_script, jobs_of("draw_model", "draw_index")),
    (card_template, jobs_of("release_dataset")),
    (label, jobs_of("check_languages", "draw_corpus", "draw_index")),
    (machine_code, jobs_of("draw_index", "draw_costs")),
    (keys_reordered, {}),
    (defaults_written_out, {}),
    (numbers_as_text, {}),
    (sites, jobs_of("draw_index", "draw_costs")),
    (table_keys, jobs_of("draw_index", "draw_costs")),
    (comment_in_the_snakefile, {}),
    (touch, {}),
    (clone, {}),
    (clone_without_records, FIRST_RUN),
    (cores, {}),
]


def describe(jobs: Jobs) -> str:
    """Return jobs for a cell of a table: rules, with the wildcards that distinguish them."""
    if not jobs:
        return "nothing"
    number = sum(map(len, jobs.values()))
    left_out = [rule for rule in FIRST_RUN if rule not in jobs]
    if all(FIRST_RUN.get(rule) == of_rule for rule, of_rule in jobs.items()) and len(left_out) < len(jobs):
        rules = "all" + (" but " + ", ".join(f"`{rule}`" for rule in left_out) if left_out else "")
    else:
        rules = ", ".join(f"`{rule}`" + f" ({', '.join(of_rule)})" * any(of_rule) for rule, of_rule in jobs.items())
    return f"{number}: {rules}"


def table() -> str:
    """Return a Markdown table of the jobs that each change reruns."""
    rows = [f"| {change.__doc__} | {describe(jobs)} |" for change, jobs in CHANGES]
    return "\n".join(["| change | jobs that run again |", "|---|---|", *rows])
