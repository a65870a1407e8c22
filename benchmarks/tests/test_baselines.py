"""The baselines of training, and the texts that they learn."""

import math
from itertools import count, islice
from types import SimpleNamespace

import pytest
import torch

from benchmarking.baselines import nano_gpt, timed_training
from benchmarking.learned_text import read_text
from geetkar.workflow.errors import InputError

pytestmark = pytest.mark.usefixtures("small_baselines")


@pytest.mark.parametrize("name", timed_training.BASELINES)
def test_a_baseline_learns(name, long_text):
    baseline = timed_training.BASELINES[name]
    training = baseline.train(long_text, lambda: 0.0)
    network, _ = next(training)
    before = baseline.nats(network, long_text)
    for _ in range(80):
        network.train()
        network, _ = next(training)
    assert baseline.nats(network, long_text) < 0.9 * before


@pytest.mark.parametrize("name", timed_training.BASELINES)
def test_a_baseline_trains_until_its_seconds_are_over(name, long_text, monkeypatch):
    clock = count(0, 0.125)  # an eighth of a second passes between two looks at it
    monkeypatch.setattr(timed_training, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    monkeypatch.setattr(timed_training.os, "cpu_count", lambda: 1)  # threads of a tiny network wait for each other
    found = timed_training.measure_baseline(name, long_text, 10)
    training = timed_training.BASELINES[name].train(long_text, lambda: 0.0)
    read_after_each_step = [read for _, read in islice(training, 80)]
    assert found["seconds"] == 10
    assert round(found["characters_per_second"] * 10) in read_after_each_step[20:]
    assert found["nats"] < math.log(len(long_text.vocabulary)) - 0.1  # what an even choice among all units costs


def test_nano_gpts_rate_falls_to_a_tenth_with_the_time(long_text, monkeypatch):
    rates = []

    class Optimizer(torch.optim.AdamW):
        def step(self):
            rates.append(self.param_groups[0]["lr"])

    monkeypatch.setattr(nano_gpt.optim, "AdamW", Optimizer)
    shares = iter([0.0] * 10 + [0.5, 1.0])
    training = nano_gpt.train_nano_gpt(long_text.train, len(long_text.vocabulary), lambda: next(shares))
    for _ in range(12):
        next(training)
    assert rates[:5] == pytest.approx([2e-4, 4e-4, 6e-4, 8e-4, 1e-3])
    assert rates[-2:] == pytest.approx([5.5e-4, 1e-4])


def test_nano_gpt_scores_each_unit_once(long_text):
    network = nano_gpt.NanoGpt(len(long_text.vocabulary))
    with torch.no_grad():
        network.units.weight.zero_()  # an even choice among all units, whatever was read
    nats = nano_gpt.nats_of_nano_gpt(network, long_text.validation.encoded)
    assert nats == pytest.approx(math.log(len(long_text.vocabulary)))


def test_nano_gpt_does_not_see_later_units(long_text):
    network = nano_gpt.NanoGpt(len(long_text.vocabulary)).eval()
    units = torch.randint(5, (1, 20), generator=torch.Generator().manual_seed(1))
    changed = units.clone()
    changed[0, 10] = (changed[0, 10] + 1) % 5
    before, after = network(units), network(changed)
    torch.testing.assert_close(before[:, :10], after[:, :10])
    assert not torch.allclose(before[:, 10:], after[:, 10:])


def test_a_text_in_one_file_is_split_nine_to_one(tmp_path):
    (tmp_path / "plain.txt").write_text("0123456789" * 10)
    text = read_text([str(tmp_path / "plain.txt")])
    assert (len(text.train.encoded), len(text.validation.encoded)) == (90, 10)


def test_a_text_in_two_files_is_split_by_file(tmp_path):
    for name in ("train.txt", "val.txt"):
        (tmp_path / name).write_text(name)
    text = read_text([str(tmp_path / "train.txt"), str(tmp_path / "val.txt")])
    assert (len(text.train.encoded), len(text.validation.encoded)) == (9, 7)


def test_a_missing_text_is_named():
    with pytest.raises(InputError, match=r"nowhere.*benchmarks\.text"):
        read_text(["nowhere"])
