"""What a preset's network learns from a text, and in how many seconds."""

import logging
import time
from collections.abc import Iterator

from benchmarking.learned_text import Text
from geetkar.sampling.eight_bits import quantize
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin
from geetkar.training.device import prepare_torch
from geetkar.training.held_out_loss import evaluate, evaluate_dynamically
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin

log = logging.getLogger("geetkar.benchmarks")


def stretches(entry: dict) -> Iterator[tuple[int, range | None]]:
    """Yield the last step of each stretch of training up to a model's last cooled checkpoint, and the cooling."""
    if not entry["cooled"]:
        yield max(entry["checkpoints"]), None
        return
    branch = max(entry["cooled"], key=lambda branch: branch["step"])
    yield branch["from"], None
    yield branch["step"], range(branch["from"], branch["step"])


def measure_preset(entry: dict, text: Text) -> dict:
    """Return seconds, speed and losses of a preset's whole training.

    `dynamic_bpc` is its loss while it learns from what it reads, `eight_bits_cost_bpc` what weights of eight bits add.
    """
    prepare_torch()
    model = Model.configured(entry)
    progress, started = begin(model, text.vocabulary), time.perf_counter()
    for last_step, cooling in stretches(entry):
        for line in train_until(progress, model, text.train, last_step, cooling):
            if line["step"] % 100 == 0:
                log.info("step %d: %.3f nats", line["step"], line["loss_nats"])
    seconds = time.perf_counter() - started
    held_out = (text.validation, text.vocabulary)
    static, dynamic = evaluate(progress.network, *held_out), evaluate_dynamically(progress.network, *held_out)
    exported = convert_to_onnx(progress.network.state_dict(), Origin(model, text.vocabulary.units, progress.step))
    validation = text.vocabulary.decode(text.validation.encoded.tolist())
    whole, quantized = (Writer(OnnxNetwork(each)).score(validation) for each in (exported, quantize(exported)))
    return {
        "seconds": seconds,
        "characters_per_second": progress.step * model.batch * model.sequence / seconds,
        "nats": static.nats,
        "bpc": static.bpc,
        "dynamic_bpc": dynamic.bpc,
        "eight_bits_cost_bpc": quantized - whole,
    }
