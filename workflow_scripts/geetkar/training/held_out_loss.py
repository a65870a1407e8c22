"""The loss on a held-out text."""

import copy
import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch.nn import functional

from geetkar.training.language_model import LanguageModel
from geetkar.vocabulary.vocabulary import Vocabulary

WINDOW = 100  # units read at a time; the state is carried, so this changes speed only
UNITS_PER_STREAM = 5_000  # long enough that a stream's cold start hardly counts
MOST_STREAMS = 64

# Dynamic evaluation: after so many units a step of gradient descent, and a part of the way back. Chosen on the
# validation songs of the archive.
DYNAMIC_WINDOW = 20
DYNAMIC_RATE = 0.5
DYNAMIC_RETURN = 0.01


@dataclass(frozen=True)
class Loss:
    """Cross-entropy of a text: `nats` a unit, and `bpc`, bits a character with unknown units spelled out."""

    nats: float
    bpc: float

    def as_dict(self, split: str) -> dict[str, float]:
        """The numbers named after their split."""
        return {f"{split}_{name}": value for name, value in asdict(self).items()}


@torch.inference_mode()
def evaluate(network: LanguageModel, encoded: np.ndarray, description: dict, vocabulary: Vocabulary) -> Loss:
    """Score every unit of an encoded text `(units,)`, its first one after a line break.

    The state is carried through the whole text; a long one is read as several streams side by side, each
    of which begins with an empty state but knows the unit before it.
    """
    network.eval()
    streams = min(MOST_STREAMS, max(1, len(encoded) // UNITS_PER_STREAM))
    length = math.ceil(len(encoded) / streams)
    unscored = -100  # fills the last stream; functional.cross_entropy's own mark of a target to pass over
    targets = np.full(streams * length, unscored, dtype=np.int64)
    targets[: len(encoded)] = encoded
    inputs = np.empty_like(targets)
    inputs[0], inputs[1:] = vocabulary.encode("\n")[0], targets[:-1].clip(min=0)
    targets, inputs = (torch.from_numpy(units.reshape(streams, length).T.copy()) for units in (targets, inputs))
    state, nats = network.initial_state(streams), 0.0
    device = state[0].device
    for start in range(0, length, WINDOW):
        logits, state = network(inputs[start : start + WINDOW].to(device), state)
        window = targets[start : start + WINDOW].to(device)
        nats += functional.cross_entropy(
            logits.flatten(0, 1), window.flatten(), ignore_index=unscored, reduction="sum"
        ).item()
    return _loss(nats, encoded, description)


def evaluate_dynamically(
    network: LanguageModel, encoded: np.ndarray, description: dict, vocabulary: Vocabulary
) -> Loss:
    """Score a text by a network that learns from it as it reads, as an adaptive compressor does.

    After each window a step of gradient descent on what was just scored, and a step back towards the weights that
    training found (Krause et al. 2018, "Dynamic Evaluation of Neural Sequence Models"). The network itself stays as
    it was. The text is read in one stream.
    """
    learner = copy.deepcopy(network).cpu().eval()  # on a card, cuDNN cannot go back through a network that evaluates
    weights = list(learner.parameters())
    trained = [weight.detach().clone() for weight in weights]
    targets = torch.from_numpy(encoded.astype(np.int64))
    inputs = torch.cat([torch.tensor(vocabulary.encode("\n")), targets[:-1]])
    state, nats = learner.initial_state(1), 0.0
    for start in range(0, len(targets), DYNAMIC_WINDOW):
        span = slice(start, start + DYNAMIC_WINDOW)
        logits, state = learner(inputs[span].unsqueeze(1), state)
        loss = functional.cross_entropy(logits.flatten(0, 1), targets[span])
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            torch._foreach_sub_(weights, gradients, alpha=DYNAMIC_RATE)
            torch._foreach_lerp_(weights, trained, DYNAMIC_RETURN)
        state = tuple(tensor.detach() for tensor in state)
        nats += loss.item() * len(targets[span])
    return _loss(nats, encoded, description)


def _loss(nats: float, encoded: np.ndarray, description: dict) -> Loss:
    bits = (nats + description["spelling_nats"]) / math.log(2)
    return Loss(nats=nats / len(encoded), bpc=bits / description["characters"])
