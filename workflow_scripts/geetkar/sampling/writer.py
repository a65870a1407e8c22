"""A trained network for use from Python: what a text costs it, and what it writes."""

import math
from pathlib import Path

import numpy as np

from geetkar.sampling.decoding import SONG_START, sample
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError

WINDOW = 100  # units read at a time; the state is carried, so this changes speed only


class Writer:
    """A network with its vocabulary. Texts are in the script that the network was trained on."""

    def __init__(self, network: OnnxNetwork):
        self.network = network
        # Counts and characters of the training text stay behind in the workflow: no network file holds them.
        script, unit = network.model.script, network.model.unit
        self.vocabulary = Vocabulary(script, unit, network.units, counts=(), characters={})

    @classmethod
    def load(cls, path: str | Path) -> "Writer":
        """Read a checkpoint's `weights.safetensors` or its `network.onnx`; the latter needs no torch.

        Raises `InputError` when the file is neither.
        """
        suffix = Path(path).suffix
        if suffix == ".onnx":
            return cls(OnnxNetwork(path))
        if suffix == ".safetensors":
            from geetkar.sampling.export import convert_to_onnx
            from geetkar.training.checkpoint import load_tensors

            weights, origin = load_tensors(path)
            try:
                return cls(OnnxNetwork(convert_to_onnx(weights, origin)))
            except (LookupError, TypeError, ValueError) as error:
                raise InputError(
                    f"{path}: its tensors are not those of the model that it names ({error!r})."
                ) from error
        raise InputError(f"{path} is no network: give a checkpoint's weights.safetensors or network.onnx.")

    def score(self, text: str) -> float:
        """What a text costs the network, in bits per character, read as the beginning of a song.

        A unit that the network does not know costs, besides the prediction "unknown", an even choice among all of
        Unicode (20.1 bits) for each of its characters. Raises `InputError` when the text is empty, or not a text.
        """
        if not isinstance(text, str) or not text:
            raise InputError(f"`text` must have at least one character (got {text!r}); give a line of a song.")
        start = self.vocabulary.encode(SONG_START)
        units = np.array(start + self.vocabulary.encode(text), dtype=np.int64)[:, np.newaxis]
        state, nats = self.network.initial_state(1), self.vocabulary.spelling_nats(text)
        for begin in range(0, len(units) - 1, WINDOW):
            targets = units[begin + 1 : begin + 1 + WINDOW, 0]
            logits, state = self.network(units[begin : begin + len(targets)], state)
            costs = _negative_log_softmax(logits[:, 0].astype(np.float64))[np.arange(len(targets)), targets]
            nats += costs[max(0, len(start) - 1 - begin) :].sum()
        return float(nats / math.log(2) / len(text))

    def write(self, prime: str = "", temperature: float = 1.0, seed: int = 1, length: int = 400) -> str:
        """Write `length` units (characters, or words) after a prime text; "" begins a new song.

        The text returned begins with the prime text, line breaks and all, its unknown units as U+FFFD. The same
        arguments write the same text. Raises `InputError` when nothing can be written with them.
        """
        return sample(self.network, self.vocabulary, [(prime, temperature, seed)], length)[0].text


def _negative_log_softmax(logits: np.ndarray) -> np.ndarray:
    """What each unit would cost, in nats `(time, vocabulary)`."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted
