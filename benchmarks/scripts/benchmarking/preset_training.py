"""Train a preset on a text, with and without its memory, and measure its loss, its speed and the texts it writes."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from benchmarking.learned_text import Text, remembered
from geetkar.sampling.decoding import sample
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.quantization import quantize
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin
from geetkar.training.device import prepare_torch
from geetkar.training.held_out_loss import evaluate, evaluate_dynamically
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin
from geetkar.verse.arrangement import Arrangement, restore

log = logging.getLogger("geetkar.benchmarks")

TEXTS, LENGTH, TEMPERATURE = 160, 400, 1.0  # number of texts that a trained network writes, and their characters
TRIAL_STEPS = (50, 150)  # between which the speed of a training is measured


class Measured(NamedTuple):
    """A trained preset: its figures as JSON, and its network as an ONNX file."""

    figures: dict
    network: bytes


def stretches(entry: dict) -> Iterator[tuple[int, range | None]]:
    """Yield the last step and the cooling steps of each part of the training up to the last cooled checkpoint."""
    if not entry["cooled"]:
        yield max(entry["checkpoints"]), None
        return
    branch = max(entry["cooled"], key=lambda branch: branch["step"])
    yield branch["from"], None
    yield branch["step"], range(branch["from"], branch["step"])


def measure_preset(entry: dict, text: Text) -> Measured:
    """Train a preset completely; return its seconds, speed and losses, texts that it writes, and its network.

    The seconds of a model with a memory include those of preparing its rows. `dynamic_bpc`, only of models without a
    memory, is the loss while the network keeps learning from the held-out text; `eight_bits_cost_bpc` is the loss that
    8-bit weights add. `test_bpc` is that of the test part, if there is one. A preset with plans also has the bits of
    their codes, as `plan_bpc` and `test_plan_bpc`; its texts are free, with plans of its own.
    """
    prepare_torch()
    model = Model.configured(entry)
    progress, started = begin(model, text.vocabulary), time.perf_counter()
    if model.memory != "none":
        text = remembered(text, model.memory)
    for last_step, cooling in stretches(entry):
        for line in train_until(progress, model, text.train, last_step, cooling):
            if line["step"] % 100 == 0:
                log.info("step %d: %.3f nats", line["step"], line["loss_nats"])
    seconds = time.perf_counter() - started
    held_out = (text.validation, text.vocabulary)
    static = evaluate(progress.network, *held_out)
    adapting = {} if model.memory != "none" else {"dynamic_bpc": evaluate_dynamically(progress.network, *held_out).bpc}
    test = None if text.test is None else evaluate(progress.network, text.test, text.vocabulary)
    origin = Origin(model, text.vocabulary.units, progress.step, text.discounts)
    exported = convert_to_onnx(progress.network.state_dict(), origin)
    validation = restore(text.vocabulary.decode(text.validation.encoded.tolist()), model.line_order)
    network, eight_bits = OnnxNetwork(exported), OnnxNetwork(quantize(exported))
    whole, quantized = (Writer(each).score(validation) for each in (network, eight_bits))
    requests = [("", TEMPERATURE, seed) for seed in range(TEXTS)]
    written = sample(network, text.vocabulary, requests, LENGTH, Arrangement(model.line_order))
    figures = {
        "seconds": seconds,
        "characters_per_second": progress.step * model.batch * model.sequence / seconds,
        "nats": static.nats,
        "bpc": static.bpc,
        "plan_bpc": static.plan_bpc,
        "test_bpc": test and test.bpc,
        "test_plan_bpc": test and test.plan_bpc,
        **adapting,
        "eight_bits_cost_bpc": quantized - whole,
        "written": [each.text for each in written],
    }
    return Measured({key: value for key, value in figures.items() if value is not None}, exported)


def without_memory(entry: dict, text: Text, seconds: float) -> dict:
    """Return a preset without its memory, and with as many steps as a training has in a number of seconds.

    A trial training measures its speed. The learning rate falls from the same share of the steps on as in the preset.
    """
    prepare_torch()
    model = replace(Model.configured(entry), memory="none")
    first, last = TRIAL_STEPS
    trial = train_until(begin(model, text.vocabulary), model, text.train, last)
    times = {line["step"]: time.perf_counter() for line in trial}
    steps = round(seconds * (last - first) / (times[last] - times[first]))
    *_, (planned, _) = stretches(entry)
    cooled = [{"from": round(branch["from"] * steps / planned), "step": steps} for branch in entry["cooled"][-1:]]
    return {**entry, "memory": "none", "checkpoints": [steps], "cooled": cooled}
