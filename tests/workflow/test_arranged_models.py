"""Models that read lines from their ends and after their plans, and one that begins from such a network."""

import json
import re
import shutil

import pytest
from small_project import CONFIG, Project, create_project

from geetkar.sampling.writer import Writer
from geetkar.verse.arrangement import CODES, restore
from geetkar.vocabulary.vocabulary import read_vocabulary

MODEL = {**CONFIG["models"][0], "checkpoints": [4]}
MODELS = [
    {**MODEL, "name": "backward", "line_order": "backward", "memory": "none"},
    {**MODEL, "name": "both", "line_order": "backward", "plans": True},
]
BOTH = "results/training/both/step-000004"
NETWORK = "results/sampling/both/step-000004/network.onnx"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    """Return a finished project with a model that reads lines backward, and one that also reads plans."""
    project = create_project(tmp_path_factory.mktemp("arranged"))
    project.configure(models=MODELS)
    project.run_to_the_end("--", "results/index.html", "results/playground.html", NETWORK)
    return project


def read(project, path):
    return (project.folder / path).read_text(encoding="utf-8")


def text_of(project, split):
    return read(project, f"results/corpus/roman/{split}.txt")


@pytest.mark.parametrize("split", ["train", "val", "test"])
@pytest.mark.parametrize("arrangement", ["backward", "backward_planned"])
def test_the_text_of_a_split_is_arranged(arrangement, split, project):
    arranged = read(project, f"results/verse/roman/{arrangement}/{split}.txt")
    assert restore(arranged, "backward") == text_of(project, split) != arranged


def test_each_line_of_a_planned_text_has_its_plan(project):
    lines = read(project, "results/verse/roman/backward_planned/val.txt").split("\n")
    assert all(re.fullmatch(f"[{CODES}]{{4}}[^{CODES}]+", line) for line in lines if line)


def test_a_planned_vocabulary_has_all_codes_of_plans_and_a_backward_one_none(project):
    known = {
        name: set(read_vocabulary(project.folder / f"results/vocabulary/roman-{name}.char/vocabulary.json").units)
        for name in ("backward", "backward_planned")
    }
    assert known["backward_planned"] == known["backward"] | set(CODES)


def test_a_loss_is_of_the_characters_of_the_lyric(project):
    described = {
        name: json.loads(read(project, f"results/vocabulary/roman-{name}.char/val.json"))
        for name in ("backward", "backward_planned")
    }
    characters = len(text_of(project, "val"))
    assert [each["characters"] for each in described.values()] == [characters, characters]
    assert described["backward_planned"]["units"] > described["backward"]["units"] == characters


@pytest.mark.parametrize("model", ["backward", "both"])
def test_the_cost_of_plans_is_told_apart_from_the_loss(model, project):
    end = json.loads(read(project, f"results/training/{model}/step-000004/metrics.jsonl").splitlines()[-1])
    assert [end[f"{split}_plan_bpc"] is not None for split in ("validation", "test")] == [model == "both"] * 2


@pytest.mark.parametrize("model", ["backward", "both"])
def test_samples_are_shown_as_they_are_sung(model, project):
    samples = json.loads(read(project, f"results/sampling/{model}/step-000004/samples.json"))["samples"]
    texts = [sample["text"] for sample in samples if sample["prime"]]
    assert texts and all(text.startswith("nadi\n") and not set(text) & set(CODES) for text in texts)


def test_the_help_of_the_memory_is_shown_as_it_is_sung(project):
    memory_help = json.loads(read(project, "results/evaluation/both/memory_help.json"))
    assert memory_help["text"] in text_of(project, "val")
    assert len(memory_help["bits"]) == len(memory_help["text"])


def test_no_page_shows_a_code(project):
    pages = [path for path in (project.folder / "results").rglob("*.html") if path.name != "playground.html"]
    assert pages and not any(set(page.read_text(encoding="utf-8")) & set(CODES) for page in pages)


def test_an_exported_network_writes_what_its_checkpoint_does(project):
    writers = [Writer.load(project.folder / path) for path in (NETWORK, f"{BOTH}/weights.safetensors")]
    assert writers[0].write("nadii", length=30) == writers[1].write("nadii", length=30)


def test_a_network_goes_on_with_texts_arranged_as_its_own(project, tmp_path):
    begun = create_project(tmp_path)
    shutil.copy(project.folder / BOTH / "weights.safetensors", begun.folder / "trained.safetensors")
    begun.configure(models=[{**MODELS[1], "name": "begun", "begin_from": "trained.safetensors"}])
    begun.run_to_the_end("--", "results/training/begun/step-000004/weights.safetensors")
    begun.configure(models=[{**MODEL, "name": "begun", "begin_from": "trained.safetensors"}])
    refused = begun.run("--dry-run")
    assert refused.returncode and "(line_order 'backward', not 'forward'; plans True, not False)" in refused.stdout
