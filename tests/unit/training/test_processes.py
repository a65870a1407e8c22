"""Training of one network in several processes."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from multiprocessing import get_context
from pathlib import Path

import pytest
import torch
from tiny_training import tensor_bytes, train_through, with_made_up_rows

from geetkar.training.cells import CELLS
from geetkar.training.loop import train_until
from geetkar.training.processes import STARTS, Start, average_gradients, gather, helped_by
from geetkar.training.progress import begin
from geetkar.workflow.errors import InputError

PACKAGES = Path(__file__).parents[3] / "workflow_scripts"


@pytest.mark.parametrize("memory", ["none", "song"])
def test_two_processes_train_the_same_weights_as_one(memory, tiny_model, vocabulary, split, tmp_path):
    model = replace(tiny_model, batch=6, dropout=0.0, precision="float32", memory=memory)
    split = with_made_up_rows(split, memory, vocabulary)
    (alone, _), (together, _) = (
        train_through([30], tmp_path / str(count), replace(model, processes=count), vocabulary, split)
        for count in (1, 2)
    )
    for one, other in zip(alone.network.parameters(), together.network.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)
    for one, other in zip(alone.state, together.state, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("memory", ["none", "song"])
def test_two_processes_resume_to_the_same_bytes(memory, tiny_model, vocabulary, split, tmp_path):
    model = replace(tiny_model, batch=6, processes=2, memory=memory)
    split = with_made_up_rows(split, memory, vocabulary)
    _, straight = train_through([30], tmp_path / "straight", model, vocabulary, split)
    _, halting = train_through([4, 17, 30], tmp_path / "halting", model, vocabulary, split)
    assert tensor_bytes(halting) == tensor_bytes(straight)


def test_gradients_and_losses_are_averaged_and_parts_concatenated():
    def work(rank):
        parameter = torch.nn.Parameter(torch.zeros(2))
        parameter.grad = torch.full((2,), float(rank))
        loss = average_gradients([parameter], torch.tensor(10.0 * rank))
        return parameter.grad.tolist(), loss.item(), gather(torch.tensor([[rank]]), dim=1).tolist()

    with helped_by(2, work, 2):
        assert work(0) == ([1.0, 1.0], 10.0, [[0, 1, 2]])


def test_a_single_process_gathers_its_own_tensor():
    with helped_by(0, None, 0):
        assert gather(torch.ones(1), 0).tolist() == [1.0]


def test_helpers_end_silently_when_training_fails(tiny_model, vocabulary, split, tmp_path, capfd):
    model = replace(tiny_model, batch=6, processes=2, learning_rate=1e38)
    with pytest.raises(InputError, match="learning_rate"):
        train_through([30], tmp_path, model, vocabulary, split)
    assert not torch.distributed.is_initialized()
    assert "Traceback" not in capfd.readouterr().err


ENDLESS = """
import json, os, sys
import numpy as np
from geetkar.training.device import prepare_torch
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin
from geetkar.vocabulary.encoding import Split
from geetkar.vocabulary.vocabulary import build_vocabulary

prepare_torch()
model = Model(**json.loads(sys.argv[1]))
vocabulary = build_vocabulary("ab", "roman", "char")
split = Split(np.tile(np.array([1, 2], dtype=np.uint8), 500), {})
for line in train_until(begin(model, vocabulary), model, split, 10**9):
    print(line["step"], flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_all_processes_end_when_the_first_is_stopped(tiny_model, number):
    model = json.dumps(asdict(replace(tiny_model, batch=6, processes=2)))
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, model],
        env={**os.environ, "PYTHONPATH": str(PACKAGES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    process.stdout.readline()
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as Ctrl-C in a terminal
    else:
        process.kill()
    # The pipes close when the last process that holds them ends. A helper left alone would never end.
    _, complaint = process.communicate(timeout=120)
    reported = re.findall(rb"^(?:\[rank0\]: )?KeyboardInterrupt$", complaint, re.MULTILINE)
    assert len(reported) == (number == signal.SIGINT)


def test_spawned_processes_train_the_same_weights_as_forked_ones(tiny_model, vocabulary, split, tmp_path, monkeypatch):
    """GPUs require spawned processes; this test uses gloo on the CPU."""
    model = replace(tiny_model, batch=6, processes=2)
    forked, _ = train_through([3], tmp_path / "forked", model, vocabulary, split)
    monkeypatch.setitem(STARTS, "cpu", Start(get_context("spawn"), "gloo"))
    spawned, _ = train_through([3], tmp_path / "spawned", model, vocabulary, split)
    assert all(map(torch.equal, forked.network.parameters(), spawned.network.parameters()))


def test_missing_gpus_are_an_error_that_says_how_many_are_needed(tiny_model, vocabulary, split, monkeypatch):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    model = replace(tiny_model, device="gpu", processes=2, batch=6)
    with pytest.raises(InputError, match=r"needs 2 GPUs .* finds 0"):
        list(train_until(begin(model, vocabulary), model, split, 3))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("change", [*({"cell": cell} for cell in CELLS), {"memory": "song"}], ids=str)
def test_a_gpu_has_the_losses_of_the_cpu(change, tiny_model, vocabulary, split, monkeypatch):
    model = replace(tiny_model, dropout=0.0, precision="float32", **change)
    split = with_made_up_rows(split, model.memory, vocabulary)
    on_gpu = list(train_until(begin(model, vocabulary), model, split, 100))
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    on_cpu = list(train_until(begin(model, vocabulary), model, split, 100))
    for one, other in zip(on_gpu, on_cpu, strict=True):
        assert one["loss_nats"] == pytest.approx(other["loss_nats"], rel=1e-3)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("change", [*({"cell": cell} for cell in CELLS), {"memory": "song"}], ids=str)
def test_a_gpu_resumes_to_the_same_bytes(change, tiny_model, vocabulary, split, tmp_path):
    model = replace(tiny_model, **change)
    split = with_made_up_rows(split, model.memory, vocabulary)
    _, straight = train_through([30], tmp_path / "straight", model, vocabulary, split)
    _, halting = train_through([4, 17, 30], tmp_path / "halting", model, vocabulary, split)
    assert tensor_bytes(halting) == tensor_bytes(straight)
