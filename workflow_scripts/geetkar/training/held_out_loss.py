"""The loss on a held-out text."""

import copy
import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor

from geetkar.training.language_model import LanguageModel
from geetkar.training.loss import UNSCORED, mean_nats, total_nats
from geetkar.vocabulary.encoding import Split
from geetkar.vocabulary.vocabulary import Vocabulary

WINDOW = 100  # units read at a time; since the state is carried, this changes only the speed
UNITS_PER_STREAM = 5_000  # long enough that a stream's empty first state hardly counts
MOST_STREAMS = 64

# Dynamic evaluation: units between two steps of gradient descent, their learning rate, and the share of the way back to
# the trained weights. Chosen on the archive's validation songs.
DYNAMIC_WINDOW = 20
DYNAMIC_RATE = 0.5
DYNAMIC_RETURN = 0.01


@dataclass(frozen=True)
class Loss:
    """Cross-entropy of a text: `nats` per unit, and `bpc`, bits per character with unknown units spelled out."""

    nats: float
    bpc: float

    def as_dict(self, split: str) -> dict[str, float]:
        """Return the two numbers with the split's name before theirs, e.g. `test_bpc`."""
        return {f"{split}_{name}": value for name, value in asdict(self).items()}


@torch.inference_mode()
def evaluate(network: LanguageModel, split: Split, vocabulary: Vocabulary) -> Loss:
    """Return the loss of a text, over every unit; the first is predicted after a line break.

    The state is carried through the whole text. A long text is read as several parallel streams, each of which begins
    with an empty state but knows the unit before it.
    """
    network.eval()
    units = len(split.encoded)
    streams = min(MOST_STREAMS, max(1, units // UNITS_PER_STREAM))
    length = math.ceil(units / streams)
    targets = np.full(streams * length, UNSCORED, dtype=np.int64)  # pads the last stream
    targets[:units] = split.encoded
    inputs = np.empty_like(targets)
    inputs[0], inputs[1:] = vocabulary.encode("\n")[0], targets[:-1].clip(min=0)
    columns = [torch.from_numpy(each.reshape(streams, length).T.copy()) for each in (inputs, targets)]
    state, nats = network.initial_state(streams), 0.0
    for start in range(0, length, WINDOW):
        read, expected = (each[start : start + WINDOW].to(state[0].device) for each in columns)
        logits, state = network(read, state)
        nats += total_nats(logits, expected).item()
    return _loss(nats, split)


def evaluate_dynamically(network: LanguageModel, split: Split, vocabulary: Vocabulary) -> Loss:
    """Return the loss of a text for a network that learns from it as it reads, as an adaptive compressor does.

    After each window, take a step of gradient descent on the units just scored, then a step back towards the trained
    weights (Krause et al. 2018, "Dynamic Evaluation of Neural Sequence Models"). The text is read in one stream. The
    given network is not changed.
    """
    learner = copy.deepcopy(network).cpu().eval()  # cuDNN has no backward pass in evaluation mode
    weights: list[Tensor] = list(learner.parameters())
    trained = [weight.detach().clone() for weight in weights]
    targets = torch.from_numpy(split.encoded.astype(np.int64))
    inputs = torch.cat([torch.tensor(vocabulary.encode("\n")), targets[:-1]])
    state, nats = learner.initial_state(1), 0.0
    for start in range(0, len(targets), DYNAMIC_WINDOW):
        span = slice(start, start + DYNAMIC_WINDOW)
        logits, state = learner(inputs[span].unsqueeze(1), state)
        loss = mean_nats(logits, targets[span])
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            torch._foreach_sub_(weights, gradients, alpha=DYNAMIC_RATE)
            torch._foreach_lerp_(weights, trained, DYNAMIC_RETURN)
        state = tuple(tensor.detach() for tensor in state)
        nats += loss.item() * len(targets[span])
    return _loss(nats, split)


def _loss(nats: float, split: Split) -> Loss:
    description = split.description
    bits = (nats + description["spelling_nats"]) / math.log(2)
    return Loss(nats=nats / len(split.encoded), bpc=bits / description["characters"])
