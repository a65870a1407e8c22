"""How fast networks write: this project's, a plain port of char-rnn, and nanoGPT."""

import torch

from benchmarking.baselines.nano_gpt import NanoGpt, write_with_nano_gpt
from benchmarking.baselines.plain_port import PlainPort
from benchmarking.cost_growth import TIMES, growth_of, seconds_of
from benchmarking.learned_text import Text
from geetkar.sampling.decoding import sample
from geetkar.sampling.eight_bits import quantize
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.checkpoint import Origin
from geetkar.training.device import prepare_torch
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import Vocabulary

LENGTHS = {1: 1000, 64: 100}  # characters of a text, by the number of texts written at a time
ROUNDS = 5  # of all ways to write in turn, the best counts: what else the machine does slows some of them


@torch.inference_mode()
def write_plainly(network: PlainPort, streams: int, length: int) -> None:
    """Write characters one after the other, as char-rnn's ports to PyTorch do: softmax, then multinomial."""
    units, state = torch.zeros(1, streams, dtype=torch.long), network.initial_state(streams)
    for _ in range(length):
        logits, state = network(units, state)
        units = torch.multinomial(logits[0].softmax(dim=1), 1).T


def export_untrained(model: Model, vocabulary: Vocabulary) -> bytes:
    """Return a network that has learned nothing as an ONNX file: it writes as fast as one that has."""
    torch.manual_seed(1)
    module = LanguageModel(model, len(vocabulary))
    return convert_to_onnx(module.state_dict(), Origin(model, vocabulary.units, 0))


def measure_writing(model: Model, text: Text) -> dict[str, dict[str, float]]:
    """Return characters a second on one thread, by the number of texts written at a time and by the way to write."""
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


def measure_writing_growth(model: Model, text: Text) -> dict:
    """Return the seconds of writing ever longer songs, many at a time, on one thread."""
    prepare_torch()
    network, (streams, shortest) = OnnxNetwork(export_untrained(model, text.vocabulary)), max(LENGTHS.items())
    asked, sizes = [("", 1.0, seed) for seed in range(streams)], []
    for length in (shortest * times for times in TIMES):
        seconds = seconds_of(lambda length=length: sample(network, text.vocabulary, asked, length))
        sizes.append({"characters": streams * length, "seconds": seconds})
    return growth_of("characters written", sizes, "characters")


def writing_table(speeds: dict[str, dict[str, float]]) -> str:
    """Return what `measure_writing` measured as Markdown."""
    lines = [
        "| texts written at a time, one thread | characters/s | with weights of eight bits "
        "| plain port of char-rnn | nanoGPT (4 x 128) |",
        "|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {streams} | {found['geetkar']:,.0f} | {found['eight_bits']:,.0f} | {found['plain_port']:,.0f} "
        f"| {found['nano_gpt']:,.0f} |"
        for streams, found in speeds.items()
    ]
    return "\n".join(lines)
