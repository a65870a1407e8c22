"""Measure how fast this project's networks, a plain port of char-rnn and nanoGPT write."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

from benchmarking.baselines.nano_gpt import NanoGpt, write_with_nano_gpt
from benchmarking.baselines.plain_port import PlainPort
from benchmarking.cost_growth import TIMES, growth_of, seconds_of
from benchmarking.learned_text import Text
from benchmarking.planned_songs import open_writer
from geetkar.memory.learning import learn_memory
from geetkar.sampling.decoding import sample
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.quantization import quantize
from geetkar.sampling.song_requests import SongRequest
from geetkar.training.checkpoint import Origin
from geetkar.training.device import prepare_torch
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.verse.notation import parse_form
from geetkar.verse.rhyming_words import read_rhyming_words
from geetkar.verse.spellings import read_spellings

LENGTHS = {1: 1000, 64: 100}  # characters of each text, by the number of texts written at the same time
FORM, TEMPERATURE = "Aa bbaA", 0.8  # of songs to a form
EIGHT_BITS = ", 8-bit weights"  # after the name of a way to write
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
    networks = {name: OnnxNetwork(exported), f"{name}{EIGHT_BITS}": OnnxNetwork(quantize(exported))}
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
            **write_in_two_precisions("3 x 300", replace(model, memory="none"), text, streams, length),
            **write_in_two_precisions("3 x 300, with a memory", replace(model, memory="song"), text, streams, length),
            **write_in_two_precisions("`fastest` (2 x 320, with a memory)", fastest, text, streams, length),
            "plain port of char-rnn (3 x 300)": partial(write_plainly, plain, streams, length),
            "nanoGPT (4 x 128)": partial(write_with_nano_gpt, gpt, streams, length),
        }
        speeds[str(streams)] = {way: streams * length / seconds for way, seconds in fastest_of(ways).items()}
    return speeds


def measure_planned_writing(songwriter: str, rhyming_words: str, spellings: str) -> dict[str, dict[str, float]]:
    """Return characters per second of a trained network with plans that writes to a form, as `measure_writing` does.

    Counted are the characters of the finished songs, not the candidates of a line that were not taken.
    """
    exported = Path(songwriter).read_bytes()
    rhymes, spelled = read_rhyming_words(rhyming_words), read_spellings(spellings)
    networks = {"": exported, EIGHT_BITS: quantize(exported)}
    writers = {bits: open_writer(OnnxNetwork(each), rhymes, spelled) for bits, each in networks.items()}
    plan, speeds = parse_form(FORM), {}
    for songs in LENGTHS:
        requests = [SongRequest(plan, TEMPERATURE, seed) for seed in range(songs)]
        ways = {f"`songwriter`, to a form{bits}": partial(writer.write, requests) for bits, writer in writers.items()}
        characters = {way: sum(len(song.text) for song in write()) for way, write in ways.items()}
        speeds[str(songs)] = {way: characters[way] / seconds for way, seconds in fastest_of(ways).items()}
    return speeds


def fastest_of(ways: Mapping[str, Callable]) -> dict[str, float]:
    """Return the seconds of each way to write, the least of some rounds."""
    rounds = [[seconds_of(way) for way in ways.values()] for _ in range(ROUNDS)]
    return dict(zip(ways, map(min, zip(*rounds, strict=True)), strict=True))


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
    """Return characters per second, by the number of texts at a time and by the way to write, as a Markdown table."""
    lines = [
        "| characters/s on one thread | " + " | ".join(f"{texts} at a time" for texts in speeds) + " |",
        "|---|" + "--:|" * len(speeds),
    ]
    first, *_ = speeds.values()
    lines += [f"| {way} | " + " | ".join(f"{found[way]:,.0f}" for found in speeds.values()) + " |" for way in first]
    return "\n".join(lines)
