"""Train a preset on a text, and measure its loss and speed."""

import logging
import time
from collections.abc import Iterator

from benchmarking.learned_text import Text, remembered
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

log = logging.getLogger("geetkar.benchmarks")


def stretches(entry: dict) -> Iterator[tuple[int, range | None]]:
    """Yield the last step and the cooling steps of each part of the training up to the last cooled checkpoint."""
    if not entry["cooled"]:
        yield max(entry["checkpoints"]), None
        return
    branch = max(entry["cooled"], key=lambda branch: branch["step"])
    yield branch["from"], None
    yield branch["step"], range(branch["from"], branch["step"])


def measure_preset(entry: dict, text: Text) -> dict:
    """Train a preset completely; return its seconds, speed and losses.

    The seconds of a model with a memory include those of preparing its rows. `dynamic_bpc`, only of models without a
    memory, is the loss while the network keeps learning from the held-out text; `eight_bits_cost_bpc` is the loss that
    8-bit weights add.
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
    origin = Origin(model, text.vocabulary.units, progress.step, text.discounts)
    exported = convert_to_onnx(progress.network.state_dict(), origin)
    validation = text.vocabulary.decode(text.validation.encoded.tolist())
    whole, quantized = (Writer(OnnxNetwork(each)).score(validation) for each in (exported, quantize(exported)))
    return {
        "seconds": seconds,
        "characters_per_second": progress.step * model.batch * model.sequence / seconds,
        "nats": static.nats,
        "bpc": static.bpc,
        **adapting,
        "eight_bits_cost_bpc": quantized - whole,
    }
