"""Measure how fast this project's networks, a plain port of char-rnn and nanoGPT write."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import torch

from benchmarking.baselines.nano_gpt import NanoGpt, write_with_nano_gpt
from benchmarking.baselines.plain_port import PlainPort
from benchmarking.cost_growth import TIMES, growth_of, seconds_of
from benchmarking.learned_text import Text
from geetkar.memory.learning import learn_memory
from geetkar.sampling.decoding import sample
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.quantization import quantize
from geetkar.training.checkpoint import Origin
from geetkar.training.device import prepare_torch
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model

LENGTHS = {1: 1000, 64: 100}  # characters of each text, by the number of texts written at the same time
ROUNDS = 5  # of all ways to write, in turn; the fastest counts, since other processes slow some of them


@torch.inference_mode()
def write_plainly(network: PlainPort, streams: int, length: int) -> None:
    """Write one character at a time, as ports of char-rnn to PyTorch do: softmax, then multinomial."""
    units, state = torch.zeros(1, streams, dtype=torch.long), network.initial_state(streams)
    for _ in range(length):
        logits, state = network(units, state)
        units = torch.multinomial(logits[0].softmax(dim=1), 1).T


def export_untrained(model: Model, text: Text) -> bytes:
    """Return an untrained network as an ONNX file, which writes as fast as a trained one."""
    torch.manual_seed(1)
    vocabulary, discounts = text.vocabulary, None
    if model.memory != "none":
        discounts = learn_memory(model.memory, text.train.encoded, vocabulary).discounts.tolist()
    module = LanguageModel(model, len(vocabulary))
    return convert_to_onnx(module.state_dict(), Origin(model, vocabulary.units, 0, discounts))


def write_in_two_precisions(name: str, model: Model, text: Text, texts: int, length: int) -> dict[str, Callable]:
    """Return functions that write texts with an untrained network and with its quantized form, by name."""
    exported, requests = export_untrained(model, text), [("", 1.0, seed) for seed in range(texts)]
    networks = {name: OnnxNetwork(exported), f"{name}_eight_bits": OnnxNetwork(quantize(exported))}
    return {way: partial(sample, network, text.vocabulary, requests, length) for way, network in networks.items()}


def measure_writing(model: Model, fastest: Model, text: Text) -> dict[str, dict[str, float]]:
    """Return characters per second on one thread, by the number of texts at a time and by the way to write.

    A model is measured with and without a memory, and the preset `fastest` as it is.
    """
    prepare_torch()
    plain, gpt = PlainPort(len(text.vocabulary)).eval(), NanoGpt(len(text.vocabulary)).eval()
    speeds = {}
    for streams, length in LENGTHS.items():
        ways = {
            **write_in_two_precisions("geetkar", replace(model, memory="none"), text, streams, length),
            **write_in_two_precisions("memory", replace(model, memory="song"), text, streams, length),
            **write_in_two_precisions("fastest", fastest, text, streams, length),
            "plain_port": partial(write_plainly, plain, streams, length),
            "nano_gpt": partial(write_with_nano_gpt, gpt, streams, length),
        }
        rounds = [[seconds_of(way) for way in ways.values()] for _ in range(ROUNDS)]
        best = map(min, zip(*rounds, strict=True))
        speeds[str(streams)] = {way: streams * length / seconds for way, seconds in zip(ways, best, strict=True)}
    return speeds


def measure_writing_growth(model: Model, text: Text) -> dict:
    """Return the seconds of writing longer and longer songs, many at the same time, on one thread."""
    prepare_torch()
    network, (streams, shortest) = OnnxNetwork(export_untrained(model, text)), max(LENGTHS.items())
    requests, sizes = [("", 1.0, seed) for seed in range(streams)], []
    for length in (shortest * times for times in TIMES):
        seconds = seconds_of(lambda length=length: sample(network, text.vocabulary, requests, length))
        sizes.append({"characters": streams * length, "seconds": seconds})
    return growth_of("characters written", sizes, "characters")


def writing_table(speeds: dict[str, dict[str, float]]) -> str:
    """Return the results of `measure_writing` as a Markdown table."""
    lines = [
        "| texts written at the same time, one thread | characters/s | with 8-bit weights | with a memory "
        "| with a memory and 8-bit weights | `fastest` | `fastest` with 8-bit weights | plain port of char-rnn "
        "| nanoGPT (4 x 128) |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ours = [f"{name}{bits}" for name in ("geetkar", "memory", "fastest") for bits in ("", "_eight_bits")]
    ways = (*ours, "plain_port", "nano_gpt")
    lines += [
        f"| {streams} | " + " | ".join(f"{found[way]:,.0f}" for way in ways) + " |" for streams, found in speeds.items()
    ]
    return "\n".join(lines)
