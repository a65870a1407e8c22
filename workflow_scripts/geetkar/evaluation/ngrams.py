"""A character n-gram with interpolated Kneser-Ney smoothing, in its modified form with three discounts.

It counts the training text once and, like a network, learns nothing from the held-out songs that it predicts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geetkar.vocabulary.vocabulary import UNICODE_CHARACTERS, UNKNOWN, UNKNOWN_MARK, Vocabulary

ORDER = 6  # characters of an n-gram: the one to predict, and five before it
LEAST_DISCOUNT = 0.1

State = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class Level:
    """What the n-grams of one length say. N-grams and contexts are numbers, sorted, so that they can be looked up."""

    grams: np.ndarray  # (grams,)
    shares: np.ndarray  # (grams,): of its context, for the last character, after the discount
    contexts: np.ndarray  # (contexts,)
    left_over: np.ndarray  # (contexts,): what the discount took, for the shorter context to share out


@dataclass(frozen=True)
class CharacterNgrams:
    """An interpolated Kneser-Ney model: `levels` by length of n-gram, the numbers of the characters it knows."""

    numbers: dict[str, int]
    levels: tuple[Level, ...]

    def probabilities(self, text: str) -> np.ndarray:
        """The probability of each character of a text after those before it, the first one after a line break.

        All characters that the training text lacks share one probability.
        """
        return self._mixed(_grams(text, self.numbers, len(self.levels)))

    def following(self, contexts: np.ndarray) -> np.ndarray:
        """The probability of each character after some contexts, given as numbers: shape `(contexts, characters)`."""
        base = len(self.numbers) + 1
        return self._mixed(contexts[:, np.newaxis] * base + np.arange(base))

    def _mixed(self, grams: np.ndarray) -> np.ndarray:
        """The probability of each n-gram's last character: what its context says, mixed with what shorter ones say."""
        base = len(self.numbers) + 1
        probabilities = np.full(grams.shape, 1 / base)
        for length, level in enumerate(self.levels, start=1):
            ends = grams % base**length
            left_over = _look_up(ends // base, level.contexts, level.left_over, default=1.0)
            probabilities = _look_up(ends, level.grams, level.shares, default=0.0) + left_over * probabilities
        return probabilities

    def bits(self, text: str) -> float:
        """What a text costs, in bits.

        A character that the training text lacks costs, besides the prediction "unknown", an even choice among
        all of Unicode (20.1 bits).
        """
        unknown = sum(character not in self.numbers for character in text)
        return float(-np.log2(self.probabilities(text)).sum() + unknown * np.log2(UNICODE_CHARACTERS))


@dataclass(frozen=True)
class NgramNetwork:
    """An n-gram in the form of a network, to write as networks do; its state is the characters that it read last."""

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
        """Before any text stand line breaks."""
        base = len(self.ngrams.numbers) + 1
        breaks = sum(self.ngrams.numbers["\n"] * base**place for place in range(len(self.ngrams.levels) - 1))
        return (np.full(batch, breaks),)


def count_ngrams(text: str, order: int = ORDER) -> CharacterNgrams:
    """Learn the n-grams of a training text, up to `order` characters long.

    The longest ones count how often they occur, shorter ones how many different characters stand before them.
    """
    numbers = {character: number for number, character in enumerate(sorted({*text, "\n"}), start=UNKNOWN + 1)}
    base = len(numbers) + 1
    if base**order > np.iinfo(np.int64).max:
        raise ValueError(f"{len(numbers)} different characters are too many to number n-grams of {order}")
    grams, counts = np.unique(_grams(text, numbers, order), return_counts=True)
    levels = [_level(grams, counts, base)]
    for length in range(order - 1, 0, -1):
        grams, counts = np.unique(grams % base**length, return_counts=True)
        levels.append(_level(grams, counts, base))
    return CharacterNgrams(numbers, tuple(reversed(levels)))


def bits_per_character(train: str, held_out: Sequence[str]) -> list[float]:
    """Return what each held-out text costs after the training text, divided by its characters."""
    ngrams = count_ngrams(train)
    return [ngrams.bits(text) / len(text) for text in held_out]


def vocabulary_of(ngrams: CharacterNgrams, text: str, script: str) -> Vocabulary:
    """Return the characters of the training text as a vocabulary, with the numbers that the n-gram gave them."""
    counts = Counter(text)
    return Vocabulary(
        script=script,
        unit="char",
        units=(UNKNOWN_MARK, *ngrams.numbers),
        counts=(0, *(counts[character] for character in ngrams.numbers)),
        characters=dict(counts),
    )


def _level(grams: np.ndarray, counts: np.ndarray, base: int) -> Level:
    """Discount each count, and divide it by the counts of its context."""
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
    """What to take off a count of 0, 1, 2, and 3 or more, as Chen and Goodman estimate it: shape `(4,)`.

    Few n-grams make poor estimates: something is always taken off, so that a character never seen in its context
    keeps a probability.
    """
    often = [max(1, np.count_nonzero(counts == times)) for times in (1, 2, 3, 4)]
    ratio = often[0] / (often[0] + 2 * often[1])
    discounts = [times - (times + 1) * ratio * often[times] / often[times - 1] for times in (1, 2, 3)]
    return np.array([0.0, *np.maximum(discounts, LEAST_DISCOUNT)])


def _grams(text: str, numbers: dict[str, int], order: int) -> np.ndarray:
    """Each character with the `order - 1` before it as one number; before the text stand line breaks."""
    base = len(numbers) + 1
    padded = np.array([numbers.get(character, UNKNOWN) for character in "\n" * (order - 1) + text], dtype=np.int64)
    return sum(
        (padded[place : place + len(text)] * base ** (order - 1 - place) for place in range(order)),
        start=np.zeros(len(text), dtype=np.int64),
    )


def _look_up(keys: np.ndarray, sorted_keys: np.ndarray, values: np.ndarray, default: float) -> np.ndarray:
    """The value of each key, `default` for those that are not among the sorted ones."""
    places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.where(sorted_keys[places] == keys, values[places], default)
