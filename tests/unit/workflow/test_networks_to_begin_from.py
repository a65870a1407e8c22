"""Networks that models begin from, checked before any job."""

import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.model import Model
from geetkar.training.progress import begin
from geetkar.workflow.errors import InputError
from geetkar.workflow.networks_to_begin_from import SHAPE, check_networks_to_begin_from, read_network

# Options that may differ between a network and the model that begins from it.
FREE = {
    *("dropout", "weight_drop", "batch", "sequence", "initialization", "optimizer", "weight_decay", "precision"),
    *("device", "processes", "learning_rate", "warmup_steps", "decay_factor", "decay_after_epochs", "clip", "seed"),
}


@pytest.fixture
def saved(tiny_model, vocabulary, tmp_path):
    """Return the weights of a trained network."""
    path = tmp_path / "weights.safetensors"
    network = begin(tiny_model, vocabulary).network
    save_tensors(path, network.state_dict(), Origin(tiny_model, vocabulary.units, 5))
    return path


def check(model: Model, path: Path) -> None:
    """Check the entry of a model that begins from a file, in a run that writes to a folder `results` next to it."""
    entry = {"name": "tiny", "begin_from": str(path), **asdict(model)}
    check_networks_to_begin_from([entry], path.parent / "results")


def test_every_option_of_a_model_is_a_part_of_its_shape_or_free():
    assert {field.name for field in fields(Model)} == {*SHAPE, *FREE}


def test_a_network_of_the_same_shape_is_accepted(saved, tiny_model):
    check(replace(tiny_model, dropout=0.5, batch=20, learning_rate=0.1, seed=7), saved)


def test_a_model_without_a_network_needs_no_file(tiny_model, tmp_path):
    check_networks_to_begin_from([{"name": "tiny", "begin_from": None, **asdict(tiny_model)}], tmp_path)


@pytest.mark.parametrize(
    ("option", "value", "shown"),
    [
        ("script", "roman", "script 'itrans', not 'roman'"),
        ("unit", "word", "unit 'char', not 'word'"),
        ("cell", "gru", "cell 'lstm', not 'gru'"),
        ("layers", 1, "layers 2, not 1"),
        ("hidden", 8, "hidden 4, not 8"),
        ("input", "tied", "input 'embedding', not 'tied'"),
        ("embedding_size", 4, "embedding_size 3, not 4"),
        ("residual", True, "residual False, not True"),
    ],
)
def test_a_network_of_another_shape_is_refused_with_both_values(option, value, shown, saved, tiny_model):
    with pytest.raises(InputError, match=rf"'tiny': `begin_from` names .*weights\.safetensors, .*\({shown}\)"):
        check(replace(tiny_model, **{option: value}), saved)


def test_all_differences_are_named_together(saved, tiny_model):
    with pytest.raises(InputError, match="layers 2, not 1; hidden 4, not 8"):
        check(replace(tiny_model, layers=1, hidden=8), saved)


def test_a_missing_file_is_named(tiny_model, tmp_path):
    with pytest.raises(InputError, match=r"'tiny': `begin_from` names .*gone, which cannot be read \(No such file"):
        check(tiny_model, tmp_path / "gone")


def test_a_folder_is_refused(tiny_model, tmp_path):
    with pytest.raises(InputError, match="which cannot be read"):
        check(tiny_model, tmp_path)


def test_a_result_of_the_run_itself_is_refused(saved, tiny_model):
    inside = saved.parent / "results/training/tiny/step-000005/weights.safetensors"
    inside.parent.mkdir(parents=True)
    saved.rename(inside)
    entry = {"name": "tiny", "begin_from": str(inside), **asdict(tiny_model)}
    with pytest.raises(InputError, match="one of the results that this run itself writes: copy the file elsewhere"):
        check_networks_to_begin_from([entry], saved.parent / "results")


@pytest.mark.parametrize("kept", [0, 4, 100, -1])
def test_a_truncated_network_is_refused(kept, saved, tiny_model):
    saved.write_bytes(saved.read_bytes()[:kept])
    with pytest.raises(InputError, match="which is damaged or not a trained network"):
        check(tiny_model, saved)


def test_the_file_of_an_optimizer_is_refused(tiny_model, vocabulary, tmp_path):
    packed = {"recurrent.0": torch.zeros(1)}
    save_tensors(tmp_path / "optimizer.safetensors", packed, Origin(tiny_model, vocabulary.units, 5))
    with pytest.raises(InputError, match=r"optimizer\.safetensors, .*\(it holds no network\): give the weights"):
        check(tiny_model, tmp_path / "optimizer.safetensors")


def test_a_pickle_is_not_read(tiny_model, tmp_path):
    torch.save({"output.weight": torch.zeros(1)}, tmp_path / "weights.pt")
    with pytest.raises(InputError, match="its header cannot be read"):
        check(tiny_model, tmp_path / "weights.pt")


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {"other": "{}"},
        {"geetkar": "{"},
        {"geetkar": "[]"},
        {"geetkar": "[" * 100_000},
        {"geetkar": json.dumps({"model": 1, "units": []})},
        {"geetkar": json.dumps({"model": {}, "units": [1]})},
    ],
)
def test_a_file_of_another_project_is_refused(metadata, tiny_model, tmp_path):
    save_file({"output.weight": torch.zeros(1)}, tmp_path / "weights.safetensors", metadata)
    with pytest.raises(InputError, match="which is damaged or not a trained network"):
        check(tiny_model, tmp_path / "weights.safetensors")


def test_the_units_of_a_network_are_read_by_number(saved, vocabulary):
    assert read_network(saved)[1] == vocabulary.units
