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
    """Cross-entropy of a text: `nats` per unit, and `bpc`, bits per character with unknown units spelled out.

    The bits are those of the lyric's characters alone. `plan_bpc` are those of the codes of the lines' plans, per
    character of the lyric; None for a vocabulary without codes.
    """

    nats: float
    bpc: float
    plan_bpc: float | None

    def as_dict(self, split: str) -> dict[str, float | None]:
        """Return the numbers with the split's name before theirs, e.g. `test_bpc`."""
        return {f"{split}_{name}": value for name, value in asdict(self).items()}


@torch.inference_mode()
def evaluate(network: LanguageModel, split: Split, vocabulary: Vocabulary) -> Loss:
    """Return the loss of a text, over every unit; the first is predicted after a line break.

    The state is carried through the whole text. A long text is read as several parallel streams, each of which begins
    with an empty state but knows the unit before it.
    """
    network.eval()
    streams = min(MOST_STREAMS, max(1, len(split.encoded) // UNITS_PER_STREAM))
    columns = _columns(split, vocabulary, streams)
    state, nats, plan_nats = network.initial_state(streams), 0.0, 0.0
    for start in range(0, len(columns[0]), WINDOW):
        read, expected, *rows = (each[start : start + WINDOW].to(state[0].device) for each in columns)
        logits, state = network(read, state, *rows)
        nats += total_nats(logits, expected).item()
        plan_nats += _nats_of_codes(logits, expected, vocabulary)
    return _loss(nats, plan_nats, split, vocabulary)


def _columns(split: Split, vocabulary: Vocabulary, streams: int) -> list[Tensor]:
    """Return inputs and targets `(time, streams)` and, if the text has rows, these `(time, streams, width)`."""
    targets = split.encoded.astype(np.int64)
    inputs = np.concatenate([vocabulary.encode("\n"), targets[:-1]])
    columns = [_side_by_side(inputs, streams), _side_by_side(targets, streams, padding=UNSCORED)]
    return columns if split.rows is None else [*columns, _side_by_side(split.rows, streams)]


def _side_by_side(values: np.ndarray, streams: int, padding: int = 0) -> Tensor:
    """Return values `(units, ...)`, cut into streams of equal length, as `(time, streams, ...)`."""
    length = math.ceil(len(values) / streams)
    padded = np.full((streams * length, *values.shape[1:]), padding, dtype=values.dtype)
    padded[: len(values)] = values
    return torch.from_numpy(padded).unflatten(0, (streams, length)).transpose(0, 1).contiguous()


def evaluate_dynamically(network: LanguageModel, split: Split, vocabulary: Vocabulary) -> Loss:
    """Return the loss of a text for a network that learns from it as it reads, as an adaptive compressor does.

    After each window, take a step of gradient descent on the units just scored, then a step back towards the trained
    weights (Krause et al. 2018, "Dynamic Evaluation of Neural Sequence Models"). The text is read in one stream. The
    given network is not changed.
    """
    learner = copy.deepcopy(network).cpu().eval()  # cuDNN has no backward pass in evaluation mode
    weights: list[Tensor] = list(learner.parameters())
    trained = [weight.detach().clone() for weight in weights]
    columns = _columns(split, vocabulary, streams=1)
    state, nats, plan_nats = learner.initial_state(1), 0.0, 0.0
    for start in range(0, len(split.encoded), DYNAMIC_WINDOW):
        read, expected, *rows = (each[start : start + DYNAMIC_WINDOW] for each in columns)
        logits, state = learner(read, state, *rows)
        loss = mean_nats(logits, expected)
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            torch._foreach_sub_(weights, gradients, alpha=DYNAMIC_RATE)
            torch._foreach_lerp_(weights, trained, DYNAMIC_RETURN)
        state = tuple(tensor.detach() for tensor in state)
        nats += loss.item() * len(expected)
        plan_nats += _nats_of_codes(logits, expected, vocabulary)
    return _loss(nats, plan_nats, split, vocabulary)


def _nats_of_codes(logits: Tensor, targets: Tensor, vocabulary: Vocabulary) -> float:
    """Return the cross-entropy of the targets that are codes of plans, shapes as in `total_nats`."""
    if not vocabulary.codes:
        return 0.0
    codes = torch.isin(targets, torch.tensor(vocabulary.codes, device=targets.device))
    return total_nats(logits, targets.masked_fill(~codes, UNSCORED)).item()


def _loss(nats: float, plan_nats: float, split: Split, vocabulary: Vocabulary) -> Loss:
    """Return the loss of a text by the nats of all its units, and of its codes among them."""
    nats_per_bit = math.log(2) * split.description["characters"]  # and character
    return Loss(
        nats=nats / len(split.encoded),
        bpc=(nats - plan_nats + split.description["spelling_nats"]) / nats_per_bit,
        plan_bpc=plan_nats / nats_per_bit if vocabulary.codes else None,
    )
