"""Letting a network write: many songs side by side."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import torch
from torch import Tensor

from geetkar.network.checkpoint import check_origin, load_tensors
from geetkar.network.language_model import LanguageModel
from geetkar.vocabulary.vocabulary import UNKNOWN, Vocabulary

SONG_START = "\n\n\n"  # what parts two songs in a text


@dataclass(frozen=True)
class Sample:
    """A text that a network wrote: how it was asked, and `text`, which begins with the prime text."""

    prime: str
    temperature: float
    seed: int
    text: str

    def as_dict(self) -> dict:
        """The sample as JSON."""
        return asdict(self)


def load_network(weights_path: str, vocabulary: Vocabulary) -> LanguageModel:
    """The network of a checkpoint, ready to write. Raises `InputError` when the file cannot be used."""
    weights, origin = load_tensors(weights_path)
    check_origin(weights_path, origin, origin.model, vocabulary.units)
    network = LanguageModel(origin.model, len(vocabulary))
    network.load_state_dict(weights)
    return network.eval()


@torch.inference_mode()
def sample(
    network: LanguageModel,
    vocabulary: Vocabulary,
    asked: Sequence[tuple[str, float, int]],
    length: int,
) -> list[Sample]:
    """Write `length` units after each prime text, for each asked (prime text, temperature, seed).

    All texts are written in one batch. A text's draws follow from its seed alone, so that two temperatures,
    or two checkpoints, are shown with the same luck. A unit marked unknown is never written.
    """
    start = vocabulary.encode(SONG_START)
    primes = [start + vocabulary.encode(prime) for prime, _, _ in asked]
    temperatures = torch.tensor([[temperature] for _, temperature, _ in asked])
    draws = torch.stack([_uniform(seed, length) for _, _, seed in asked], dim=1)
    texts = [list(prime) for prime in primes]
    state = network.initial_state(len(asked))
    for position in range(max(map(len, primes)) + length - 1):
        # A text still in its prime reads on; one already done (its prime was short) writes what is cut below.
        units = torch.tensor([[text[position] for text in texts]])
        logits, state = network(units, state)
        written = torch.tensor([min(max(position + 1 - len(prime), 0), length - 1) for prime in primes])
        uniform = draws[written, torch.arange(len(asked))]
        for text, unit in zip(texts, draw(logits[0] / temperatures, uniform).tolist(), strict=True):
            if len(text) == position + 1:
                text.append(unit)
    return [
        Sample(prime, temperature, seed, vocabulary.decode(text[len(start) : len(coded) + length]))
        for (prime, temperature, seed), coded, text in zip(asked, primes, texts, strict=True)
    ]


def draw(logits: Tensor, uniform: Tensor) -> Tensor:
    """Draw a unit for each row of logits `(batch, vocabulary)` by inverting its cumulative distribution.

    `uniform` `(batch,)` holds numbers in [0, 1).
    """
    logits[:, UNKNOWN] = -torch.inf
    cumulative = logits.double().softmax(dim=1).cumsum(dim=1)
    drawn = torch.searchsorted(cumulative, uniform.double().unsqueeze(1) * cumulative[:, -1:], right=True)
    return drawn.squeeze(1).clamp(max=logits.shape[1] - 1)


def _uniform(seed: int, length: int) -> Tensor:
    """A seed's numbers in [0, 1)."""
    return torch.rand(length, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
