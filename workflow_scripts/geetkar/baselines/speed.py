"""How fast networks train and write, here and as people would otherwise have it."""

import os
import time
from collections.abc import Callable, Iterator

import torch

from geetkar.baselines.contest import Text
from geetkar.baselines.nano_gpt import NanoGpt, write_with_nano_gpt
from geetkar.baselines.plain_port import PlainPort, train_plain_port
from geetkar.growth import TIMES, growth_of
from geetkar.sampling.decoding import sample
from geetkar.sampling.eight_bits import quantize
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.checkpoint import Origin
from geetkar.training.device import choose_device, prepare_torch
from geetkar.training.language_model import LanguageModel
from geetkar.training.loop import train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin
from geetkar.vocabulary.vocabulary import Vocabulary

SECONDS = 30  # of a training, after its first steps, which allocate memory
SIDE = {"cpu": 1024, "cuda": 8192}  # of the square matrices whose product is timed, by device
PRODUCTS = 50
FLOPS = 6  # of a trained character, for each weight: two forward, four backward

LENGTHS = {1: 1000, 64: 100}  # characters of a text, by the number of texts written at a time
GROWTH_STEPS = 30  # of the shortest training of those that show how cost grows
ROUNDS = 5  # of all ways to write in turn, the best counts: what else the machine does slows some of them


def measure_training(model: Model, text: Text, threads: int = 1) -> dict:
    """Characters a second of a model's training, and the share of the matrix products that the device can do."""
    prepare_torch()
    device = choose_device(model)
    rate = matrix_rate(device.device, device.dtype) * model.processes
    if device.device.type == "cpu":
        rate *= threads
        torch.set_num_threads(threads)
    progress = begin(model, text.vocabulary)
    units = model.batch * model.sequence
    lines = train_until(progress, model, text.train, last_step=10**9)
    speed = units_per_second(line["step"] * units for line in lines)
    lines.close()
    weights = sum(parameter.numel() for parameter in progress.network.parameters())
    return {
        "device": device.device.type,
        "precision": str(device.dtype).removeprefix("torch."),
        "characters_per_second": speed,
        "matrix_gflops": rate / 1e9,
        "share_of_matrix_rate": speed * weights * FLOPS / rate,
    }


def measure_plain_training(text: Text) -> dict:
    """Characters a second of the plain port's training, on all cores."""
    torch.set_num_threads(os.cpu_count())
    training = train_plain_port(text.train, len(text.vocabulary))
    speed = units_per_second(read for _, read in training)
    return {"device": "cpu", "precision": "float32", "characters_per_second": speed}


def units_per_second(reads: Iterator[int]) -> float:
    """How fast a count of units grows, from its first number on."""
    first, started = next(reads), time.perf_counter()
    for read in reads:
        seconds = time.perf_counter() - started
        if seconds >= SECONDS:
            return (read - first) / seconds
    raise RuntimeError("the training ended before its speed was measured")


def matrix_rate(device: torch.device, dtype: torch.dtype) -> float:
    """Operations a second of products of square matrices, as torch computes them on one thread or one card."""
    side = SIDE[device.type]
    left, right = (torch.ones(side, side, dtype=dtype, device=device) for _ in range(2))
    left @ right

    def multiply() -> None:
        for _ in range(PRODUCTS):
            left @ right
        if device.type == "cuda":
            torch.cuda.synchronize()

    return PRODUCTS * 2 * side**3 / seconds_of(multiply)


@torch.inference_mode()
def write_plainly(network: PlainPort, streams: int, length: int) -> None:
    """Characters one after the other, as char-rnn's ports to PyTorch do: softmax, then multinomial."""
    units, state = torch.zeros(1, streams, dtype=torch.long), network.initial_state(streams)
    for _ in range(length):
        logits, state = network(units, state)
        units = torch.multinomial(logits[0].softmax(dim=1), 1).T


def export_untrained(model: Model, vocabulary: Vocabulary) -> bytes:
    """A network that has learned nothing, as an ONNX file: it writes as fast as one that has."""
    torch.manual_seed(1)
    module = LanguageModel(model, len(vocabulary))
    return convert_to_onnx(module.state_dict(), Origin(model, vocabulary.units, 0))


def measure_writing(model: Model, text: Text) -> dict[str, dict[str, float]]:
    """Characters a second on one thread, by the number of texts written at a time and the way they are written."""
    prepare_torch()
    vocabulary = text.vocabulary
    exported = export_untrained(model, vocabulary)
    whole, quantized = OnnxNetwork(exported), OnnxNetwork(quantize(exported))
    plain, gpt = PlainPort(len(vocabulary)).eval(), NanoGpt(len(vocabulary)).eval()
    speeds = {}
    for streams, length in LENGTHS.items():
        asked = [("", 1.0, seed) for seed in range(streams)]
        ways = {
            "geetkar": lambda asked=asked, length=length: sample(whole, vocabulary, asked, length),
            "eight_bits": lambda asked=asked, length=length: sample(quantized, vocabulary, asked, length),
            "plain_port": lambda streams=streams, length=length: write_plainly(plain, streams, length),
            "nano_gpt": lambda streams=streams, length=length: write_with_nano_gpt(gpt, streams, length),
        }
        rounds = [[seconds_of(way) for way in ways.values()] for _ in range(ROUNDS)]
        best = map(min, zip(*rounds, strict=True))
        speeds[str(streams)] = {way: streams * length / seconds for way, seconds in zip(ways, best, strict=True)}
    return speeds


def measure_training_growth(model: Model, text: Text) -> dict:
    """Seconds of ever more steps of a model's training, each beginning anew."""
    prepare_torch()
    units, sizes = model.batch * model.sequence, []
    for steps in (GROWTH_STEPS * times for times in TIMES):
        training = train_until(begin(model, text.vocabulary), model, text.train, steps)
        seconds = seconds_of(lambda training=training: list(training))
        sizes.append({"characters": steps * units, "seconds": seconds})
    return growth_of("characters trained", sizes, "characters")


def measure_writing_growth(model: Model, text: Text) -> dict:
    """Seconds of writing ever longer songs, many at a time, on one thread."""
    prepare_torch()
    network, (streams, shortest) = OnnxNetwork(export_untrained(model, text.vocabulary)), max(LENGTHS.items())
    asked, sizes = [("", 1.0, seed) for seed in range(streams)], []
    for length in (shortest * times for times in TIMES):
        seconds = seconds_of(lambda length=length: sample(network, text.vocabulary, asked, length))
        sizes.append({"characters": streams * length, "seconds": seconds})
    return growth_of("characters written", sizes, "characters")


def seconds_of(work: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
