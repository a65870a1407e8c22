"""Letting a network write: many songs side by side. Needs no torch."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from numbers import Integral, Real
from typing import Protocol

import numpy as np

from geetkar.vocabulary.vocabulary import UNKNOWN, Vocabulary
from geetkar.workflow.errors import InputError

SONG_START = "\n\n\n"  # what parts two songs in a text
# Below the coolest temperature the likeliest unit is certain, above the warmest all are alike: logits divided by one in
# between are numbers that float32 holds.
COOLEST, WARMEST = 1e-30, 1e30
LONGEST = 10**9  # units

State = tuple[np.ndarray, ...]


class Network(Protocol):
    """What can write: `OnnxNetwork`, `TorchNetwork` or `NgramNetwork`."""

    def __call__(self, units: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Read units `(time, batch)`; return logits `(time, batch, vocabulary)` and the state after them."""

    def initial_state(self, batch: int) -> State:
        """The state before any text."""


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


def sample(
    network: Network,
    vocabulary: Vocabulary,
    asked: Sequence[tuple[str, float, int]],
    length: int,
) -> list[Sample]:
    """Write `length` units after each prime text, for each asked (prime text, temperature, seed).

    All texts are written in one batch. A text's draws follow from its seed alone, so that two temperatures, or two
    checkpoints, are compared on the same draws. A unit marked unknown is never written. Raises `InputError` for a
    temperature, a seed or a length with which nothing can be written.
    """
    _check_asked(asked, length)
    start = vocabulary.encode(SONG_START)
    primes = [start + vocabulary.encode(prime) for prime, _, _ in asked]
    temperatures = np.array([[temperature] for _, temperature, _ in asked], dtype=np.float64)
    temperatures = temperatures.clip(COOLEST, WARMEST).astype(np.float32)
    # By position and text. A text still in its prime reads on; one already done (its prime was short) writes what is
    # cut below, by draws of zero.
    longest = max(map(len, primes))
    texts = np.zeros((longest + length, len(asked)), dtype=np.int64)
    draws = np.zeros(texts.shape)
    for text, (prime, (_, _, seed)) in enumerate(zip(primes, asked, strict=True)):
        texts[: len(prime), text] = prime
        draws[len(prime) : len(prime) + length, text] = np.random.default_rng(seed).random(length)
    lengths = np.array([len(prime) for prime in primes])
    state = network.initial_state(len(asked))
    for position in range(1, len(texts)):
        logits, state = network(texts[position - 1 : position], state)
        drawn = draw(logits[0] / temperatures, draws[position])
        texts[position] = drawn if position >= longest else np.where(position < lengths, texts[position], drawn)
    return [
        Sample(prime, temperature, seed, vocabulary.decode(text[len(start) : len(coded) + length].tolist()))
        for (prime, temperature, seed), coded, text in zip(asked, primes, texts.T, strict=True)
    ]


def _check_asked(asked: Sequence[tuple[str, float, int]], length: int) -> None:
    for prime, temperature, seed in asked:
        if not isinstance(prime, str):
            raise InputError(f"`prime` must be a text (got {prime!r}); give '' to begin a new song.")
        if not isinstance(temperature, Real) or not 0 < temperature < float("inf"):
            raise InputError(f"`temperature` must be a number greater than 0 (got {temperature!r}); try 0.7.")
        if not isinstance(seed, Integral) or seed < 0:
            raise InputError(f"`seed` must be a whole number, 0 or more (got {seed!r}); try 1.")
    if not isinstance(length, Integral) or not 0 <= length <= LONGEST:
        raise InputError(f"`length` must be a whole number from 0 to {LONGEST:,} (got {length!r}); try 400.")


def draw(logits: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Draw a unit for each row of logits `(batch, vocabulary)` by inverting its cumulative distribution.

    `uniform` `(batch,)` holds numbers in [0, 1). The unknown unit is passed over.
    """
    known = logits[:, UNKNOWN + 1 :]
    cumulative = np.exp(known - known.max(axis=1, keepdims=True)).cumsum(axis=1, dtype=np.float64)
    drawn = (cumulative <= uniform[:, np.newaxis] * cumulative[:, -1:]).sum(axis=1)
    # Rounding may leave a number just below one at the very end.
    return np.minimum(drawn, known.shape[1] - 1) + UNKNOWN + 1
