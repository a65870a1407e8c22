"""A character n-gram model with interpolated modified Kneser-Ney smoothing (three discounts).

It counts the training text once and, like a network, learns nothing from the held-out songs that it predicts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geetkar.vocabulary.vocabulary import UNICODE_CHARACTERS, UNKNOWN, UNKNOWN_MARK, Vocabulary

ORDER = 6  # characters of an n-gram: the predicted one and the five before it
LEAST_DISCOUNT = 0.1

State = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Level:
    """The n-grams of one length. N-grams and contexts are sorted numbers, which can be looked up by bisection."""

    grams: np.ndarray  # (grams,)
    shares: np.ndarray  # (grams,): share of the context's count that is the last character's, after the discount
    contexts: np.ndarray  # (contexts,)
    left_over: np.ndarray  # (contexts,): share taken by the discount, which the shorter context distributes


@dataclass(frozen=True)
class CharacterNgrams:
    """An interpolated Kneser-Ney model: the numbers of the known characters, and `levels` by length of n-gram."""

    numbers: dict[str, int]
    levels: tuple[Level, ...]

    def probabilities(self, text: str) -> np.ndarray:
        """Return the probability of each character of a text, given those before it; the first follows a line break.

        All characters that are not in the training text share one probability.
        """
        return self._mixed(_grams(text, self.numbers, len(self.levels)))

    def following(self, contexts: np.ndarray) -> np.ndarray:
        """Return the probability of each character after contexts, given as numbers: `(contexts, characters)`."""
        base = len(self.numbers) + 1
        return self._mixed(contexts[:, np.newaxis] * base + np.arange(base))

    def _mixed(self, grams: np.ndarray) -> np.ndarray:
        """Return the probability of each n-gram's last character, mixed from its context and all shorter ones."""
        base = len(self.numbers) + 1
        probabilities = np.full(grams.shape, 1 / base)
        for length, level in enumerate(self.levels, start=1):
            ends = grams % base**length
            left_over = _look_up(ends // base, level.contexts, level.left_over, default=1.0)
            probabilities = _look_up(ends, level.grams, level.shares, default=0.0) + left_over * probabilities
        return probabilities

    def bits(self, text: str) -> float:
        """Return the cost of a text in bits.

        A character that is not in the training text costs the prediction "unknown" and a uniform choice among all of
        Unicode (20.1 bits).
        """
        unknown = sum(character not in self.numbers for character in text)
        return float(-np.log2(self.probabilities(text)).sum() + unknown * np.log2(UNICODE_CHARACTERS))


@dataclass(frozen=True)
class NgramNetwork:
    """An n-gram with the interface of a network, to write as networks do; its state is the last characters read."""

    ngrams: CharacterNgrams

    def __call__(self, units: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Read characters `(time, batch)`; return log probabilities `(time, batch, characters)` and the state."""
        base = len(self.ngrams.numbers) + 1
        (contexts,) = state
        logits = []
        for read in units:
            contexts = (contexts * base + read) % base ** (len(self.ngrams.levels) - 1)
            logits.append(np.log(self.ngrams.following(contexts)))
        return np.stack(logits), (contexts,)

    def initial_state(self, batch: int) -> State:
        """Return the state before any text, which is line breaks."""
        base = len(self.ngrams.numbers) + 1
        breaks = sum(self.ngrams.numbers["\n"] * base**place for place in range(len(self.ngrams.levels) - 1))
        return (np.full(batch, breaks),)


def count_ngrams(text: str, order: int = ORDER) -> CharacterNgrams:
    """Learn the n-grams of a training text, up to `order` characters long.

    The longest ones are counted by how often they occur, shorter ones by how many different characters precede them.
    With more than 1,400 different characters, n-grams of 6 characters do not fit into 64 bits, and `order` is lowered.
    """
    numbers = {character: number for number, character in enumerate(sorted({*text, "\n"}), start=UNKNOWN + 1)}
    base = len(numbers) + 1
    while base**order > np.iinfo(np.int64).max:
        order -= 1
    grams, counts = np.unique(_grams(text, numbers, order), return_counts=True)
    levels = [_level(grams, counts, base)]
    for length in range(order - 1, 0, -1):
        grams, counts = np.unique(grams % base**length, return_counts=True)
        levels.append(_level(grams, counts, base))
    return CharacterNgrams(numbers, tuple(reversed(levels)))


def bits_per_character(train: str, held_out: Sequence[str]) -> list[float]:
    """Return the bits per character of each held-out text, predicted from the training text."""
    ngrams = count_ngrams(train)
    return [ngrams.bits(text) / len(text) for text in held_out]


def vocabulary_of(ngrams: CharacterNgrams, text: str, script: str) -> Vocabulary:
    """Return the characters of the training text as a vocabulary, with the n-gram's numbers."""
    counts = Counter(text)
    return Vocabulary(
        script=script,
        unit="char",
        units=(UNKNOWN_MARK, *ngrams.numbers),
        counts=(0, *(counts[character] for character in ngrams.numbers)),
        characters=dict(counts),
    )


def _level(grams: np.ndarray, counts: np.ndarray, base: int) -> Level:
    """Discount each count, and divide it by the total count of its context."""
    contexts, firsts, context_of = np.unique(grams // base, return_index=True, return_inverse=True)
    totals = np.add.reduceat(counts, firsts)
    discounts = _discounts(counts)[np.minimum(counts, 3)]
    return Level(
        grams=grams,
        shares=(counts - discounts) / totals[context_of],
        contexts=contexts,
        left_over=np.add.reduceat(discounts, firsts) / totals,
    )


def _discounts(counts: np.ndarray) -> np.ndarray:
    """Return the discounts of counts of 0, 1, 2, and 3 or more, as Chen and Goodman estimate them: `(4,)`.

    Estimates from few n-grams are poor, so at least `LEAST_DISCOUNT` is taken: a character that was never seen in its
    context keeps a probability.
    """
    often = [max(1, np.count_nonzero(counts == times)) for times in (1, 2, 3, 4)]
    ratio = often[0] / (often[0] + 2 * often[1])
    discounts = [times - (times + 1) * ratio * often[times] / often[times - 1] for times in (1, 2, 3)]
    return np.array([0.0, *np.maximum(discounts, LEAST_DISCOUNT)])


def _grams(text: str, numbers: dict[str, int], order: int) -> np.ndarray:
    """Return each character with the `order - 1` before it as one number; line breaks precede the text."""
    base = len(numbers) + 1
    padded = np.array([numbers.get(character, UNKNOWN) for character in "\n" * (order - 1) + text], dtype=np.int64)
    return sum(
        (padded[place : place + len(text)] * base ** (order - 1 - place) for place in range(order)),
        start=np.zeros(len(text), dtype=np.int64),
    )


def _look_up(keys: np.ndarray, sorted_keys: np.ndarray, values: np.ndarray, default: float) -> np.ndarray:
    """Return the value of each key, or `default` for keys that are not among the sorted ones."""
    places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.where(sorted_keys[places] == keys, values[places], default)
