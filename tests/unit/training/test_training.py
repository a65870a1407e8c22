import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_training import (
    ARRANGEMENTS,
    FILES,
    arranged,
    checkpoint_files,
    tensor_bytes,
    train_through,
    with_made_up_rows,
)

from geetkar.training.cells import CELLS
from geetkar.training.checkpoint import load_tensors
from geetkar.training.loop import train_segment, train_until
from geetkar.training.model import INPUTS
from geetkar.training.progress import begin, resume
from geetkar.training.streams import Streams
from geetkar.vocabulary.encoding import encode_split
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.errors import InputError


@pytest.mark.parametrize("optimizer", ["rmsprop", "adamw"])
@pytest.mark.parametrize(
    "change",
    [
        *({"cell": cell} for cell in CELLS),
        *({"input": inputs} for inputs in INPUTS),
        {"memory": "song"},
    ],
    ids=str,
)
def test_four_segments_end_in_the_bytes_of_one(change, optimizer, tiny_model, vocabulary, split, tmp_path):
    model = replace(tiny_model, batch=20, optimizer=optimizer, **change)  # a large batch makes epochs short
    split = with_made_up_rows(split, model.memory, vocabulary)
    steps = Streams(split, model.batch, model.sequence).steps_per_epoch + 9  # into the second epoch
    _, straight = train_through([steps], tmp_path / "straight", model, vocabulary, split)
    _, halting = train_through([3, 10, 11, steps], tmp_path / "halting", model, vocabulary, split)
    assert tensor_bytes(halting) == tensor_bytes(straight)


@pytest.mark.parametrize("unit", ["word", "subword"])
def test_segments_of_larger_units_end_in_the_bytes_of_one(unit, tiny_model, text, tmp_path):
    vocabulary = build_vocabulary(text, "itrans", unit, limit=40)
    split = encode_split(text, vocabulary)
    model = replace(tiny_model, unit=unit)
    _, straight = train_through([9], tmp_path / "straight", model, vocabulary, split)
    _, halting = train_through([3, 9], tmp_path / "halting", model, vocabulary, split)
    assert tensor_bytes(halting) == tensor_bytes(straight)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=str)
def test_segments_of_an_arranged_text_end_in_the_bytes_of_one(arrangement, tiny_model, text, tmp_path):
    model = replace(tiny_model, memory="song", **arrangement)
    read, vocabulary = arranged(model, text)
    split = with_made_up_rows(encode_split(read, vocabulary), model.memory, vocabulary)
    _, straight = train_through([9], tmp_path / "straight", model, vocabulary, split)
    _, halting = train_through([3, 9], tmp_path / "halting", model, vocabulary, split)
    assert tensor_bytes(halting) == tensor_bytes(straight)


def test_a_warmup_continues_in_the_next_segment(tiny_model, vocabulary, split, tmp_path):
    model = replace(tiny_model, warmup_steps=8)
    _, straight = train_through([12], tmp_path / "straight", model, vocabulary, split)
    _, halting = train_through([5, 12], tmp_path / "halting", model, vocabulary, split)
    assert tensor_bytes(halting) == tensor_bytes(straight)


@pytest.mark.parametrize("memory", ["none", "song"])
def test_a_branch_from_a_checkpoint_ends_in_the_bytes_without_a_halt(memory, tiny_model, vocabulary, split, tmp_path):
    model, split = replace(tiny_model, memory=memory), with_made_up_rows(split, memory, vocabulary)
    splits = {"train": split, "val": split, "test": split}
    _, trunk = train_through([4, 10], tmp_path / "trunk", model, vocabulary, split)
    halted = resume(model, vocabulary, trunk["weights"], trunk["optimizer"])
    unhalted = begin(model, vocabulary)
    list(train_until(unhalted, model, split, 10))
    ends = []
    for name, progress in {"halted": halted, "unhalted": unhalted}.items():
        files = checkpoint_files(tmp_path / name)
        train_segment("tiny", model, vocabulary, splits, progress, 20, files, cooled_from=10)
        ends.append(tensor_bytes(files))
    assert ends[0] == ends[1]


def test_a_pretrained_embedding_starts_with_its_vectors(tiny_model, vocabulary):
    model = replace(tiny_model, input="pretrained")
    vectors = np.random.default_rng(1).normal(size=(len(vocabulary), model.embedding_size)).astype(np.float32)
    found = begin(model, vocabulary, vectors).network.embedding.weight.detach().numpy()
    np.testing.assert_allclose(found * (vectors[0, 0] / found[0, 0]), vectors, rtol=1e-5)


def test_a_pretrained_embedding_has_the_deviation_of_a_random_one(tiny_model, vocabulary):
    model = replace(tiny_model, input="pretrained")
    vectors = np.random.default_rng(1).normal(size=(len(vocabulary), model.embedding_size)).astype(np.float32)
    assert begin(model, vocabulary, vectors).network.embedding.weight.std().item() == pytest.approx(0.1)


def test_each_line_of_metrics_has_its_time_speed_and_memory(tiny_model, vocabulary, split, tmp_path):
    _, files = train_through([24], tmp_path, tiny_model, vocabulary, split)
    *metrics, end = (json.loads(line) for line in Path(files["metrics"]).read_text().splitlines())
    timing = [json.loads(line) for line in Path(files["timing"]).read_text().splitlines()]
    assert [line["step"] for line in timing] == [line["step"] for line in metrics] == [10, 20, 24]
    assert 0 < timing[0]["seconds"] < timing[1]["seconds"] < timing[2]["seconds"]
    read = 4 * tiny_model.batch * tiny_model.sequence
    assert timing[2]["characters_per_second"] == pytest.approx(read / (timing[2]["seconds"] - timing[1]["seconds"]))
    assert all(line["peak_memory_bytes"] > 1e6 for line in timing)
    assert end["parameters"] == sum(tensor.numel() for tensor in load_tensors(files["weights"])[0].values())


def test_another_step_changes_the_bytes(tiny_model, vocabulary, split, tmp_path):
    _, one = train_through([5], tmp_path / "a", tiny_model, vocabulary, split)
    _, other = train_through([6], tmp_path / "b", tiny_model, vocabulary, split)
    assert tensor_bytes(one)[0] != tensor_bytes(other)[0]


def test_training_lowers_the_loss(tiny_model, vocabulary, split):
    model = replace(tiny_model, hidden=32, dropout=0.0)
    lines = list(train_until(begin(model, vocabulary), model, split, 200))
    assert lines[-1]["loss_nats"] < 0.6 * lines[0]["loss_nats"]


def test_diverging_training_is_an_error_that_names_the_key(tiny_model, vocabulary, split):
    model = replace(tiny_model, learning_rate=1e38)
    with pytest.raises(InputError, match="learning_rate"):
        list(train_until(begin(model, vocabulary), model, split, 50))


def test_metrics_have_a_line_every_ten_steps_and_at_the_end(tiny_model, vocabulary, split):
    lines = train_until(begin(tiny_model, vocabulary), tiny_model, split, 24)
    assert [line["step"] for line in lines] == [10, 20, 24]


def test_a_cooled_branch_differs_from_the_trunk(tiny_model, vocabulary, split, tmp_path):
    model, splits = replace(tiny_model, optimizer="adamw"), {"train": split, "val": split, "test": split}
    _, trunk = train_through([10, 20], tmp_path / "trunk", model, vocabulary, split)
    start = [str(tmp_path / "trunk/step-10" / FILES[kind]) for kind in ("weights", "optimizer")]
    progress, files = resume(model, vocabulary, *start), checkpoint_files(tmp_path / "cooled")
    train_segment("tiny", model, vocabulary, splits, progress, 20, files, cooled_from=10)
    *lines, end = (json.loads(line) for line in Path(files["metrics"]).read_text().splitlines())
    assert end["cooled_from"] == 10
    assert lines[-1]["learning_rate"] == pytest.approx(model.learning_rate / 10)
    weights, origin = load_tensors(files["weights"])
    assert origin.step == 20
    assert any(not torch.equal(weights[name], tensor) for name, tensor in load_tensors(trunk["weights"])[0].items())
