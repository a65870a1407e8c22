"""A trained network for use from Python: it scores texts and writes them."""

import math
from pathlib import Path

import numpy as np

from geetkar.sampling.decoding import SONG_START, sample
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.verse.arrangement import Arrangement
from geetkar.verse.spellings import Spellings, read_spellings
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError

WINDOW = 100  # units read at a time; since the state is carried, this changes only the speed


class Writer:
    """A network with its vocabulary. All texts are in the script that the network was trained on."""

    def __init__(self, network: OnnxNetwork, spellings: Spellings | None = None):
        self.network = network
        # Network files do not hold the counts and characters of the training text.
        script, unit = network.model.script, network.model.unit
        self.vocabulary = Vocabulary(script, unit, network.units, counts=(), characters={})
        sounds = (spellings or Spellings(script)).sounds if network.model.plans else None
        self.arrangement = Arrangement(network.model.line_order, sounds)

    @classmethod
    def load(cls, path: str | Path, spellings: str | Path | None = None) -> "Writer":
        """Read a checkpoint's `weights.safetensors` or its `network.onnx`; the latter needs no torch.

        A network with plans knows how words sound from `spellings`, the file `verse/{script}/spellings.json` of its
        run; without it, roman words are read by rules alone. Raises `InputError` if a file is something else.
        """
        network = _open_network(path)
        return cls(network, None if spellings is None else _open_spellings(spellings, network.model.script))

    def score(self, text: str) -> float:
        """Return the cross-entropy of a text in bits per character, read as the beginning of a song.

        A unit that is not in the vocabulary costs the prediction of "unknown" plus, for each of its characters, a
        uniform choice among all of Unicode (20.1 bits). A network with plans is told those of the text's lines, which
        cost nothing. Raises `InputError` if the text is empty or not a string.
        """
        if not isinstance(text, str) or not text:
            raise InputError(f"`text` must be a string of at least one character (got {text!r}); try a line of a song.")
        start = self.vocabulary.encode(SONG_START)
        units = np.array(start + self.vocabulary.encode(self.arrangement.arrange(text)), dtype=np.int64)[:, np.newaxis]
        state, nats = self.network.initial_state(1), self.vocabulary.spelling_nats(text)
        is_scored = ~np.isin(units[:, 0], self.vocabulary.codes)
        is_scored[: len(start)] = False
        for begin in range(0, len(units) - 1, WINDOW):
            targets = units[begin + 1 : begin + 1 + WINDOW, 0]
            logits, state = self.network(units[begin : begin + len(targets)], state)
            costs = _negative_log_softmax(logits[:, 0].astype(np.float64))[np.arange(len(targets)), targets]
            nats += costs[is_scored[begin + 1 : begin + 1 + WINDOW]].sum()
        return float(nats / math.log(2) / len(text))

    def write(self, prime: str = "", temperature: float = 1.0, seed: int = 1, length: int = 400) -> str:
        """Write `length` units (characters, words or subwords) after a prime text; "" begins a new song.

        The returned text begins with the prime text, including its line breaks, with unknown units as U+FFFD. A network
        with plans or backward lines takes the prime text's last line as a whole one; the codes of its plans are among
        the `length` units, and a backward one's unfinished last line is left out. The same arguments give the same
        text. Raises `InputError` for an invalid argument.
        """
        return sample(self.network, self.vocabulary, [(prime, temperature, seed)], length, self.arrangement)[0].text


def _negative_log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return the cost in nats of each possible next unit, `(time, vocabulary)`."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted


def _open_network(path: str | Path) -> OnnxNetwork:
    suffix = Path(path).suffix
    if suffix == ".onnx":
        return OnnxNetwork(path)
    if suffix == ".safetensors":
        from geetkar.sampling.export import convert_to_onnx
        from geetkar.training.checkpoint import load_tensors

        weights, origin = load_tensors(path)
        try:
            return OnnxNetwork(convert_to_onnx(weights, origin))
        except (LookupError, TypeError, ValueError) as error:
            raise InputError(
                f"{path}: its tensors do not fit the model that its metadata names ({error!r}): "
                "delete it and run again to train its segment again."
            ) from error
    raise InputError(f"{path} is not a network: give a checkpoint's weights.safetensors or network.onnx.")


def _open_spellings(path: str | Path, script: str) -> Spellings:
    try:
        spellings = read_spellings(path)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(
            f"{path} has no spellings ({error!r}): give results/verse/{script}/spellings.json of the network's run."
        ) from error
    if spellings.script != script:
        raise InputError(
            f"{path} has the spellings of the script '{spellings.script}', but the network reads '{script}': "
            f"give results/verse/{script}/spellings.json of its run."
        )
    return spellings
