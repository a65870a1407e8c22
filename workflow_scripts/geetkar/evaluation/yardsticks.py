"""Yardsticks: compressors and counts that know the same training songs as the networks, to compare them with."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from geetkar.evaluation import compressors, counts

log = logging.getLogger("geetkar.evaluation")


@dataclass(frozen=True)
class Yardstick:
    """A model to compare networks with; an `adaptive` one keeps learning while it reads the held-out songs.

    `bits_per_character` is called with the training text and the held-out texts.
    """

    name: str
    explanation: str
    adaptive: bool
    bits_per_character: Callable[[str, Sequence[str]], list[float]]


YARDSTICKS = [
    Yardstick(
        "xz",
        "Refers back to earlier places with the same bytes (`xz -9e`).",
        True,
        partial(compressors.bits_per_character, compressors.xz),
    ),
    Yardstick(
        "PPMd, order 6",
        "Predicts each byte from up to 6 bytes before it; a Devanagari character has 3.",
        True,
        partial(compressors.bits_per_character, compressors.ppmd(6)),
    ),
    Yardstick(
        "PPMd, order 16",
        "The same with up to 16 bytes, which is enough to recognize repeated lines.",
        True,
        partial(compressors.bits_per_character, compressors.ppmd(16)),
    ),
    Yardstick(
        "Counts alone",
        "What followed up to 20 characters earlier in the same song, and up to 6 in the training songs.",
        False,
        partial(counts.bits_per_character, False),
    ),
    Yardstick(
        "Counts alone, adapting",
        "The same; each held-out song joins the training songs after its end.",
        True,
        partial(counts.bits_per_character, True),
    ),
]


def measure_yardsticks(train: str, val: str, test: str) -> pd.DataFrame:
    """Return a row for each yardstick: `name`, `validation_bpc`, `test_bpc`, `adaptive`, `explanation`."""
    rows = []
    for yardstick in YARDSTICKS:
        validation_bpc, test_bpc = yardstick.bits_per_character(train, [val, test])
        log.info("%s: %.3f bits per character on the validation songs", yardstick.name, validation_bpc)
        rows.append((yardstick.name, validation_bpc, test_bpc, yardstick.adaptive, yardstick.explanation))
    return pd.DataFrame(rows, columns=["name", "validation_bpc", "test_bpc", "adaptive", "explanation"])
