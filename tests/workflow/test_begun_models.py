"""A model that begins from a network of another run, with other songs."""

import json
import shutil
from pathlib import Path

import pytest
from safetensors.numpy import load_file
from small_project import CONFIG, Project, copy_project, create_project, jobs_in

from geetkar.sampling.writer import Writer

BEGUN = {**CONFIG["models"][0], "name": "begun", "begin_from": "trained.safetensors"}
WHOLE = ("results/pages/begun/index.html", "results/playground.html")
NETWORK = "results/sampling/begun/step-000004/network.onnx"


@pytest.fixture(scope="module")
def trained(reference) -> Path:
    """Return the weights of a network that has trained on a few songs."""
    return reference.folder / "results/training/small/step-000004/weights.safetensors"


@pytest.fixture(scope="module")
def begun(trained, tmp_path_factory) -> Project:
    """Return a finished project whose model begins from that network, with songs that have one more letter."""
    project = create_project(tmp_path_factory.mktemp("begun"))
    shutil.copy(trained, project.folder / "trained.safetensors")
    for song in (project.folder / "songs").iterdir():
        song.write_text(song.read_text().replace("pavan", "faagun"))
    project.configure(models=[BEGUN])
    project.run_to_the_end("--", *WHOLE, NETWORK)
    return project


@pytest.fixture
def changeable(begun, tmp_path) -> Project:
    """Return a copy of the finished project that a test may change."""
    return copy_project(begun, tmp_path / "project")


def planned_segments(project: Project) -> list[str]:
    return project.planned("--", *WHOLE).get("train_segment", [])


def test_the_network_is_an_input_of_the_first_segment_alone(begun):
    jobs = jobs_in(begun.run_to_the_end("--dry-run", "--forceall", "--", *WHOLE))
    inputs = {job.wildcards: job.inputs for job in jobs if job.rule == "train_segment"}
    assert "trained.safetensors" in inputs["begun 000002"] and "trained.safetensors" not in inputs["begun 000004"]


def test_the_vocabulary_is_the_networks(begun, trained):
    vocabulary = json.loads((begun.folder / "results/vocabulary/roman.char.begun/vocabulary.json").read_text())
    assert tuple(unit for unit, _ in vocabulary["units"]) == Writer.load(trained).vocabulary.units
    assert "f" in vocabulary["characters"] and ["f", 0] not in vocabulary["units"]


def test_a_letter_that_the_network_does_not_know_is_named(begun):
    log = (begun.folder / "results/logs/vocabulary/roman.char.begun.log").read_text()
    assert "without 1 of the training text, which are read as unknown: 'f' (" in log


def test_the_network_goes_on_from_its_weights(begun, trained):
    before, after = (
        load_file(path)["output.weight"]
        for path in (trained, begun.folder / "results/training/begun/step-000002/weights.safetensors")
    )
    assert 0 < abs(after - before).max() < 0.02


def test_samples_are_in_the_letters_of_the_network(begun, trained):
    samples = json.loads((begun.folder / "results/sampling/begun/step-000004/samples.json").read_text())["samples"]
    known = Writer.load(trained).vocabulary.units
    assert samples and all(set(sample["text"]) <= set(known) for sample in samples)


def test_an_exported_network_writes_what_its_checkpoint_does(begun):
    writers = [
        Writer.load(begun.folder / path) for path in (NETWORK, "results/training/begun/step-000004/weights.safetensors")
    ]
    assert writers[0].write("nadii", length=30) == writers[1].write("nadii", length=30)


def test_a_touched_network_trains_nothing(changeable):
    (changeable.folder / BEGUN["begin_from"]).touch()
    assert planned_segments(changeable) == []


def test_a_changed_network_trains_again_from_the_first_segment_on(changeable):
    path = changeable.folder / "trained.safetensors"
    shutil.copy(changeable.folder / "results/training/begun/step-000002/weights.safetensors", path)
    assert planned_segments(changeable) == ["begun 000002", "begun 000004"]


def test_a_later_checkpoint_trains_its_segment_alone(changeable):
    changeable.configure(models=[{**BEGUN, "checkpoints": [2, 4, 6]}])
    assert planned_segments(changeable) == ["begun 000006"]


def test_without_the_network_the_model_trains_again(changeable):
    changeable.configure(models=[{**BEGUN, "begin_from": None}])
    assert planned_segments(changeable) == ["begun 000002", "begun 000004"]


def test_another_shape_stops_the_run_before_any_job(changeable):
    changeable.configure(models=[{**BEGUN, "hidden": 5}])
    refused = changeable.run("--dry-run")
    assert refused.returncode and "another shape (hidden 4, not 5)" in refused.stdout
