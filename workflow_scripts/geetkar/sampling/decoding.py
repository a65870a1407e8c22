"""Sampling texts from a network, many in one batch, without torch."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from numbers import Integral, Real

import numpy as np

from geetkar.sampling.reading import ReadingNetwork
from geetkar.verse.arrangement import AS_SUNG, Arrangement
from geetkar.vocabulary.vocabulary import UNKNOWN, Vocabulary
from geetkar.workflow.errors import InputError

SONG_START = "\n\n\n"  # separates two songs in a text
# Below the coolest temperature the likeliest unit is certain, above the warmest all units are equally likely. Logits
# divided by a temperature in between fit in float32.
COOLEST, WARMEST = 1e-30, 1e30
LONGEST = 10**9  # units


@dataclass(frozen=True)
class Sample:
    """A text that a network wrote, as it is sung, and the settings it was written with.

    `text` begins with the prime text, whose last line is a whole one for a network that reads arranged lines.
    """

    prime: str
    temperature: float
    seed: int
    text: str

    def as_dict(self) -> dict:
        """Return the sample in the form in which it is stored as JSON."""
        return asdict(self)


def sample(
    network: ReadingNetwork,
    vocabulary: Vocabulary,
    requests: Sequence[tuple[str, float, int]],
    length: int,
    arrangement: Arrangement = AS_SUNG,
) -> list[Sample]:
    """Write one text, `length` units after its prime text, for each (prime text, temperature, seed) in `requests`.

    All texts are written in one batch. A text's random numbers depend only on its seed, so that two temperatures or two
    checkpoints are compared on the same numbers. The unknown unit is never written. `arrangement` says how the network
    reads lines: a network with plans draws those of the lines that it writes. Raises `InputError` for an invalid
    prime text, temperature, seed or length.
    """
    check_requests(requests, length)
    start = vocabulary.encode(SONG_START)
    primes = [start + vocabulary.encode(arrangement.arrange_prime(prime)) for prime, _, _ in requests]
    temperatures = np.array([[temperature] for _, temperature, _ in requests], dtype=np.float64)
    temperatures = temperatures.clip(COOLEST, WARMEST).astype(np.float32)
    # Shape (position, text). While a text's prime lasts, its units are read. A text with a shorter prime is done before
    # the others: what it writes after that, with draws of zero, is cut off below.
    longest = max(map(len, primes))
    texts = np.zeros((longest + length, len(requests)), dtype=np.int64)
    draws = np.zeros(texts.shape)
    for text, (prime, (_, _, seed)) in enumerate(zip(primes, requests, strict=True)):
        texts[: len(prime), text] = prime
        draws[len(prime) : len(prime) + length, text] = np.random.default_rng(seed).random(length)
    lengths = np.array([len(prime) for prime in primes])
    state = network.initial_state(len(requests))
    for position in range(1, len(texts)):
        logits, state = network(texts[position - 1 : position], state)
        drawn = draw(logits[0] / temperatures, draws[position])
        texts[position] = drawn if position >= longest else np.where(position < lengths, texts[position], drawn)
    written = [
        vocabulary.decode(text[len(start) : len(prime) + length].tolist())
        for prime, text in zip(primes, texts.T, strict=True)
    ]
    return [Sample(*request, arrangement.restore(text)) for request, text in zip(requests, written, strict=True)]


def check_requests(requests: Sequence[tuple[str, float, int]], length: int) -> None:
    """Raise `InputError` for an invalid prime text, temperature, seed or length."""
    for prime, temperature, seed in requests:
        if not isinstance(prime, str):
            raise InputError(f"`prime` must be a string (got {prime!r}); try '', which begins a new song.")
        if not isinstance(temperature, Real) or not 0 < temperature < float("inf"):
            raise InputError(f"`temperature` must be a number greater than 0 (got {temperature!r}); try 0.7.")
        if not isinstance(seed, Integral) or seed < 0:
            raise InputError(f"`seed` must be a whole number, 0 or more (got {seed!r}); try 1.")
    if not isinstance(length, Integral) or not 0 <= length <= LONGEST:
        raise InputError(f"`length` must be a whole number from 0 to {LONGEST:,} (got {length!r}); try 400.")


def draw(logits: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Return a unit for each row of logits `(batch, vocabulary)`, drawn by inverting its cumulative distribution.

    `uniform` `(batch,)` are random numbers in [0, 1). The unknown unit is never drawn.
    """
    known = logits[:, UNKNOWN + 1 :]
    cumulative = np.exp(known - known.max(axis=1, keepdims=True)).cumsum(axis=1, dtype=np.float64)
    drawn = (cumulative <= uniform[:, np.newaxis] * cumulative[:, -1:]).sum(axis=1)
    # After rounding, a number just below 1 may lie beyond the last unit.
    return np.minimum(drawn, known.shape[1] - 1) + UNKNOWN + 1


def check_limits(top_k: int | None, top_p: float | None) -> None:
    """Raise `InputError` for limits of `keep_likely` that would keep no unit, or that are no limits."""
    if top_k is not None and (not isinstance(top_k, Integral) or top_k < 1):
        raise InputError(f"`top_k` must be a whole number, 1 or more (got {top_k!r}); try 40.")
    if top_p is not None and (not isinstance(top_p, Real) or not 0 < top_p <= 1):
        raise InputError(f"`top_p` must be a number greater than 0, at most 1 (got {top_p!r}); try 0.95.")


def keep_likely(logits: np.ndarray, top_k: int | None, top_p: float | None) -> np.ndarray:
    """Return logits `(batch, vocabulary)` with -inf for all units but the likeliest.

    `top_k` is the greatest number of units that are kept; of the rest, the likeliest are kept until their probability
    is at least `top_p` (A. Holtzman et al., The Curious Case of Neural Text Degeneration, ICLR 2020). None keeps all.
    """
    if top_k is None and top_p is None:
        return logits
    order = np.argsort(-logits, axis=1, kind="stable")
    sorted_logits = np.take_along_axis(logits, order, axis=1)
    if top_k is not None:
        sorted_logits[:, top_k:] = -np.inf
    if top_p is not None:
        probabilities = np.exp(sorted_logits - sorted_logits[:, :1], dtype=np.float64)
        before = probabilities.cumsum(axis=1) - probabilities
        sorted_logits[before >= top_p * probabilities.sum(axis=1, keepdims=True)] = -np.inf
    kept = np.full_like(logits, -np.inf)
    np.put_along_axis(kept, order, sorted_logits, axis=1)
    return kept


def negative_log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return the cost in nats of each possible next unit, `(time, vocabulary)`."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted
