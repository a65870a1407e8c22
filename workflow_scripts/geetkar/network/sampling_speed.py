"""How fast networks write: this project's sampling beside a plain loop over torch's LSTM, as JSON.

    python -m geetkar.network.sampling_speed

Both have one thread and the article's network: 3 layers of 300 LSTM units, one-hot input, random weights.
"""

import json
import time
from collections.abc import Callable

import torch

from geetkar.network.checkpoint import Origin
from geetkar.network.device import prepare_torch
from geetkar.network.language_model import LanguageModel
from geetkar.network.onnx_network import OnnxNetwork
from geetkar.network.plain_port import HIDDEN, LAYERS, PlainPort
from geetkar.network.sampling import sample
from geetkar.network.torch_network import convert_to_onnx
from geetkar.vocabulary.vocabulary import UNKNOWN_MARK, Vocabulary

VOCABULARY_SIZE = 65
LENGTHS = {1: 1000, 64: 100}  # characters of a text, by the number of texts written at a time
ROUNDS = 5  # of both in turn, the best counts: what else the machine does slows some of them
MODEL = {
    "script": "roman",
    "unit": "char",
    "cell": "lstm",
    "layers": LAYERS,
    "hidden": HIDDEN,
    "input": "one_hot",
    "embedding_dropout": 0.0,
    "dropout": 0.0,
    "weight_drop": 0.0,
    "residual": False,
    "initialization": "uniform",
}


@torch.inference_mode()
def write_plainly(network: PlainPort, streams: int, length: int) -> None:
    """Characters one after the other, as char-rnn's ports to PyTorch do: softmax, then multinomial."""
    units, state = torch.zeros(1, streams, dtype=torch.long), network.initial_state(streams)
    for _ in range(length):
        logits, state = network(units, state)
        units = torch.multinomial(logits[0].softmax(dim=1), 1).T


def measure() -> dict[str, dict[str, float]]:
    """Characters a second of both, and their ratio, by the number of texts written at a time."""
    prepare_torch()
    torch.manual_seed(1)
    letters = ["\n", *(chr(ord("0") + number) for number in range(VOCABULARY_SIZE - 2))]
    vocabulary = Vocabulary("roman", "char", (UNKNOWN_MARK, *letters), (0,) * VOCABULARY_SIZE, {})
    module = LanguageModel(MODEL, VOCABULARY_SIZE)
    network = OnnxNetwork(convert_to_onnx(module.state_dict(), Origin(MODEL, vocabulary.units, 0)))
    plain = PlainPort(VOCABULARY_SIZE).eval()
    speeds = {}
    for streams, length in LENGTHS.items():
        asked = [("", 1.0, seed) for seed in range(streams)]
        seconds = [
            (_seconds(write_plainly, plain, streams, length), _seconds(sample, network, vocabulary, asked, length))
            for _ in range(ROUNDS)
        ]
        slow, fast = (streams * length / min(times) for times in zip(*seconds, strict=True))
        speeds[f"{streams} streams" if streams > 1 else "1 stream"] = {
            "plain nn.LSTM, characters/s": round(slow),
            "geetkar, characters/s": round(fast),
            "ratio": round(fast / slow, 2),
        }
    return speeds


def _seconds(function: Callable, *arguments: object) -> float:
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
