"""Training that begins from a trained network."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_training import checkpoint_files, tensor_bytes, train_through, with_made_up_rows

from geetkar.training.checkpoint import Origin, load_tensors, save_tensors
from geetkar.training.loop import train_segment
from geetkar.training.progress import begin, begin_from, resume
from geetkar.workflow.errors import InputError


@pytest.fixture
def trained(tiny_model, vocabulary, split, tmp_path):
    """Return the weights of a network that has trained for a few steps."""
    return train_through([6], tmp_path / "trained", tiny_model, vocabulary, split)[1]["weights"]


def test_the_weights_are_the_trained_networks(trained, tiny_model, vocabulary):
    begun = begin_from(replace(tiny_model, dropout=0.5, seed=7), vocabulary, trained).network.state_dict()
    weights, _ = load_tensors(trained)
    assert begun.keys() == weights.keys() and all(torch.equal(begun[name], weights[name]) for name in weights)


def test_everything_else_begins_afresh(trained, tiny_model, vocabulary):
    begun = begin_from(tiny_model, vocabulary, trained)
    assert begun.step == 0 and not begun.optimizer.state and not any(tensor.any() for tensor in begun.state)


@pytest.mark.parametrize("memory", ["none", "song"])
def test_segments_of_a_begun_network_end_in_the_bytes_of_one(memory, tiny_model, vocabulary, split, tmp_path):
    model, split = replace(tiny_model, memory=memory), with_made_up_rows(split, memory, vocabulary)
    trained = train_through([6], tmp_path / "trained", model, vocabulary, split)[1]["weights"]
    splits = {"train": split, "val": split, "test": split}
    straight, first, last = (checkpoint_files(tmp_path / name) for name in ("straight", "first", "last"))

    def train(progress, step, files):
        train_segment("tiny", model, vocabulary, splits, progress, step, files)

    train(begin_from(model, vocabulary, trained), 9, straight)
    train(begin_from(model, vocabulary, trained), 4, first)
    train(resume(model, vocabulary, first["weights"], first["optimizer"]), 9, last)
    assert tensor_bytes(last) == tensor_bytes(straight)


def test_a_flipped_bit_in_the_network_is_noticed(trained, tiny_model, vocabulary):
    with Path(trained).open("r+b") as file:
        file.seek(-9, 2)
        file.write(b"\x55")
    with pytest.raises(InputError, match=r"is damaged .*: name another file in `begin_from`\."):
        begin_from(tiny_model, vocabulary, trained)


def test_tensors_that_do_not_fit_their_metadata_are_refused(tiny_model, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    wide = begin(replace(tiny_model, hidden=8), vocabulary).network.state_dict()
    save_tensors(path, wide, Origin(tiny_model, vocabulary.units, 6))
    with pytest.raises(InputError, match="its tensors do not fit the model that its metadata names"):
        begin_from(tiny_model, vocabulary, path)


def test_a_network_with_other_units_than_the_vocabulary_is_refused(trained, tiny_model, vocabulary):
    with pytest.raises(InputError, match="changed while its vocabulary was read"):
        begin_from(tiny_model, replace(vocabulary, units=(*vocabulary.units, "q")), trained)
