"""What is measured of texts, which a network or people wrote: a function for each measure, in the order of the tables.

The docstring of a measure is the sentence that pages show. A measure is None where there was nothing to count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import getdoc
from itertools import pairwise
from statistics import mean, median
from typing import Literal

import numpy as np
from scipy.stats import wasserstein_distance

from geetkar.evaluation import rhymes
from geetkar.evaluation.texts import Texts

FEWEST_WORDS = 3  # a line of fewer words may well be in the training text by chance
LONG_COPY = 30  # characters: some six words, which hardly meet by chance

Format = Literal["percent", "decimal"]  # a share from 0 to 1, or a number
Compute = Callable[[Texts], float | None]


@dataclass(frozen=True)
class Measure:
    """A measure as pages show it.

    A `headline` has a column on the index; a measure that is `charted` has a chart on the page of each model.
    """

    name: str
    sentence: str
    source: str
    format: Format
    headline: bool
    charted: bool
    compute: Compute


OWN = "this project"

MEASURES: dict[str, Measure] = {}


def measure(
    name: str, form: Format, *, source: str = OWN, headline: bool = False, charted: bool = False
) -> Callable[[Compute], Compute]:
    """Add the function below to `MEASURES`, by its name; `name` is for people."""

    def register(compute: Compute) -> Compute:
        sentence = " ".join((getdoc(compute) or "").split())
        MEASURES[compute.__name__] = Measure(name, sentence, source, form, headline, charted, compute)
        return compute

    return register


@measure("Real words", "percent", headline=True, charted=True)
def real_words(texts: Texts) -> float | None:
    """Share of the words that occur in the training songs."""
    return share(len(texts.words) - len(texts.new_words), len(texts.words))


@measure("Possible new words", "percent", source="after the legality principle of syllables (D. Kahn, 1976)")
def possible_words(texts: Texts) -> float | None:
    """Share of the words that no training song has whose runs of consonants and of vowels all stand at the same place
    (first, middle, last, or the whole word) in at least three different training words.
    """
    return share(sum(map(texts.songs.syllables.obeyed_by, texts.new_words)), len(texts.new_words))


@measure("Rhyming lines", "percent", headline=True, charted=True)
def rhyming_lines(texts: Texts) -> float | None:
    """Share of the lines that rhyme, by qafia and radif, with one of four lines before or after."""
    return share(sum(len(rhymes.rhyming_lines(each)) for each in texts.rhymes), len(texts.lines))


@measure(
    "Distinct word pairs",
    "percent",
    source="J. Li et al., A Diversity-Promoting Objective Function for Neural Conversation Models (NAACL 2016)",
)
def distinct_bigrams(texts: Texts) -> float | None:
    """Share of the pairs of neighbouring words in a text that are different ones (distinct-2)."""
    bigrams = [list(pairwise(" ".join(text).split())) for text in texts.texts]
    return share(sum(len(set(each)) for each in bigrams), sum(map(len, bigrams)))


@measure(
    "Repeated lines",
    "percent",
    source="in the place of self-BLEU (Y. Zhu et al., Texygen, SIGIR 2018), which people cannot read",
    charted=True,
)
def repeated_lines(texts: Texts) -> float | None:
    """Share of the lines that the same text already had."""
    written = [[line for line in text if line.strip()] for text in texts.texts]
    return share(sum(len(lines) - len(set(lines)) for lines in written), len(texts.lines))


@measure("Line lengths off by", "decimal", source="L. V. Kantorovich, On the Translocation of Masses (1942)")
def line_length_distance(texts: Texts) -> float | None:
    """How many words a line would have to change by, on average, for lines to be as long as in the training songs
    (Wasserstein distance).
    """
    return distance([len(line) for line in texts.lines], texts.songs.line_lengths)


@measure("Verse lengths off by", "decimal", source="L. V. Kantorovich, On the Translocation of Masses (1942)")
def verse_length_distance(texts: Texts) -> float | None:
    """How many lines a verse would have to change by, on average, for verses to be as long as in the training songs
    (Wasserstein distance).
    """
    return distance(texts.verse_lengths, texts.songs.verse_lengths)


@measure("Longest copy", "decimal", source="matching statistics (W. I. Chang, E. L. Lawler, Algorithmica 1994)")
def longest_copy(texts: Texts) -> float | None:
    """Characters of the longest passage of a text that stands in the training songs; mean over the texts."""
    return mean_or_none([int(each.max()) for each in texts.matches])


@measure(
    "Copied characters",
    "percent",
    source="after K. Lee et al., Deduplicating Training Data Makes Language Models Better (ACL 2022)",
    headline=True,
    charted=True,
)
def copied_characters(texts: Texts) -> float | None:
    """Share of the characters within passages of 30 characters or more that stand in the training songs."""
    return share(sum(map(count_copied, texts.matches)), sum(map(len, texts.matches)))


@measure("Lines copied", "percent")
def lines_in_training(texts: Texts) -> float | None:
    """Share of the lines of 3 words or more that stand in the training songs word for word."""
    long_lines = [" ".join(line) for line in texts.lines if len(line) >= FEWEST_WORDS]
    return share(sum(texts.songs.has_line(line) for line in long_lines), len(long_lines))


@measure("Words a line", "decimal")
def words_per_line(texts: Texts) -> float | None:
    """Half of the lines have this many words or fewer."""
    return float(median(map(len, texts.lines))) if texts.lines else None


@measure("Lines a verse", "decimal")
def lines_per_verse(texts: Texts) -> float | None:
    """Mean number of lines between two blank lines."""
    return mean_or_none(texts.verse_lengths)


def share(part: float, whole: int) -> float | None:
    """Return a part of a whole, from 0 to 1; None of nothing."""
    return part / whole if whole else None


def mean_or_none(values: Sequence[float]) -> float | None:
    """Return the mean of some values, None of no values."""
    return float(mean(values)) if values else None


def distance(lengths: Sequence[int], people: np.ndarray) -> float | None:
    """Return the Wasserstein distance of lengths from those of people's songs, None of no lengths."""
    return float(wasserstein_distance(lengths, people)) if lengths else None


def count_copied(matches: np.ndarray) -> int:
    """Count the characters within a match of `LONG_COPY` or more; `matches` holds lengths by first character."""
    places = np.arange(len(matches))
    ends = np.where(matches >= LONG_COPY, places + matches, 0)
    return int((np.maximum.accumulate(ends) > places).sum())
