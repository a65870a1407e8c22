"""Yardsticks: what held-out songs cost compressors and an n-gram that know the same training songs as the networks."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas

from geetkar.evaluation import compressors, ngrams

log = logging.getLogger("geetkar.evaluation")


@dataclass(frozen=True)
class Yardstick:
    """A model to compare networks with; one that is `adaptive` learns from the held-out songs as it reads them.

    `bits_per_character` takes the training text and the held-out ones.
    """

    name: str
    explanation: str
    adaptive: bool
    bits_per_character: Callable[[str, Sequence[str]], list[float]]


YARDSTICKS = [
    Yardstick(
        "xz",
        "Names earlier places where the same bytes stood (`xz -9e`).",
        True,
        partial(compressors.bits_per_character, compressors.xz),
    ),
    Yardstick(
        "PPMd, order 6",
        "Predicts each byte from up to 6 bytes before it; a Devanagari character has three.",
        True,
        partial(compressors.bits_per_character, compressors.ppmd(6)),
    ),
    Yardstick(
        "PPMd, order 16",
        "The same with up to 16 bytes, which finds lines that are sung again.",
        True,
        partial(compressors.bits_per_character, compressors.ppmd(16)),
    ),
    Yardstick(
        f"Kneser-Ney {ngrams.ORDER}-gram",
        f"Predicts each character from up to {ngrams.ORDER - 1} before it, long contexts mixed with shorter ones.",
        False,
        ngrams.bits_per_character,
    ),
]


def measure_yardsticks(train: str, val: str, test: str) -> pandas.DataFrame:
    """Return a row for each yardstick: `name`, `validation_bpc`, `test_bpc`, `adaptive`, `explanation`."""
    rows = []
    for yardstick in YARDSTICKS:
        validation_bpc, test_bpc = yardstick.bits_per_character(train, [val, test])
        log.info("%s: %.3f bits per character of the validation songs", yardstick.name, validation_bpc)
        rows.append((yardstick.name, validation_bpc, test_bpc, yardstick.adaptive, yardstick.explanation))
    return pandas.DataFrame(rows, columns=["name", "validation_bpc", "test_bpc", "adaptive", "explanation"])
