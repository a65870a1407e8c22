"""Measures of texts by networks or people: one function each, in the order of the pages' tables.

A measure's docstring is the sentence that pages show. A measure is None if there was nothing to count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import getdoc
from itertools import pairwise
from statistics import mean, median
from typing import Literal

import numpy as np

from geetkar.evaluation.texts import Texts
from geetkar.verse import rhymes
from geetkar.workflow.song_scripts import AS_WRITTEN

FEWEST_WORDS = 3  # a shorter line may well be in the training text by chance
LONG_COPY = 30  # characters, about six words: unlikely to agree by chance

Format = Literal["percent", "decimal"]  # a share from 0 to 1, or a number
Compute = Callable[[Texts], float | None]


@dataclass(frozen=True)
class Measure:
    """A measure as pages show it.

    A `headline` measure has a column on the index page, a `charted` one has a chart on the page of each model. A
    measure of `hindi` is not defined for songs in any language.
    """

    name: str
    sentence: str
    source: str
    format: Format
    headline: bool
    charted: bool
    hindi: bool
    compute: Compute


OWN = "defined by this project"

MEASURES: dict[str, Measure] = {}


def measure(
    name: str, form: Format, *, source: str = OWN, headline: bool = False, charted: bool = False, hindi: bool = False
) -> Callable[[Compute], Compute]:
    """Return a decorator that adds a function to `MEASURES` under its own name; pages show `name`."""

    def register(compute: Compute) -> Compute:
        sentence = " ".join((getdoc(compute) or "").split())
        MEASURES[compute.__name__] = Measure(name, sentence, source, form, headline, charted, hindi, compute)
        return compute

    return register


def measures_of(script: str) -> dict[str, Measure]:
    """Return the measures that are defined for texts in a script."""
    return {key: measure for key, measure in MEASURES.items() if script != AS_WRITTEN or not measure.hindi}


@measure("Real words", "percent", headline=True, charted=True)
def real_words(texts: Texts) -> float | None:
    """Share of the words that occur in the training songs."""
    return share(len(texts.words) - len(texts.new_words), len(texts.words))


@measure(
    "Possible new words", "percent", source="after the legality principle of syllables (D. Kahn, 1976)", hindi=True
)
def possible_words(texts: Texts) -> float | None:
    """Share of the new words (those in no training song) that could be real ones: each of their runs of consonants or
    vowels is at the same place (first, middle, last, or the whole word) in at least three different training words.
    """
    return share(sum(map(texts.songs.syllables.obeyed_by, texts.new_words)), len(texts.new_words))


@measure("Rhyming lines", "percent", headline=True, charted=True, hindi=True)
def rhyming_lines(texts: Texts) -> float | None:
    """Share of the lines that rhyme with one of the four lines before or after, as Hindi and Urdu verse does."""
    return share(sum(len(rhymes.rhyming_lines(each)) for each in texts.rhymes), len(texts.lines))


@measure(
    "Distinct word pairs",
    "percent",
    source="J. Li et al., A Diversity-Promoting Objective Function for Neural Conversation Models (NAACL 2016)",
)
def distinct_bigrams(texts: Texts) -> float | None:
    """Number of different pairs of neighbouring words in a text, as a share of all its pairs (distinct-2)."""
    bigrams = [list(pairwise(" ".join(text).split())) for text in texts.texts]
    return share(sum(len(set(each)) for each in bigrams), sum(map(len, bigrams)))


@measure(
    "Repeated lines",
    "percent",
    source="instead of self-BLEU (Y. Zhu et al., Texygen, SIGIR 2018), which is hard to interpret",
    charted=True,
)
def repeated_lines(texts: Texts) -> float | None:
    """Share of the lines that occur earlier in the same text."""
    written = [[line for line in text if line.strip()] for text in texts.texts]
    return share(sum(len(lines) - len(set(lines)) for lines in written), len(texts.lines))


@measure("Line lengths off by", "decimal", source="L. V. Kantorovich, On the Translocation of Masses (1942)")
def line_length_distance(texts: Texts) -> float | None:
    """Mean number of words by which lines would have to change for their lengths to be distributed as in the training
    songs (Wasserstein distance).
    """
    return distance([len(line) for line in texts.lines], texts.songs.line_lengths)


@measure("Verse lengths off by", "decimal", source="L. V. Kantorovich, On the Translocation of Masses (1942)")
def verse_length_distance(texts: Texts) -> float | None:
    """Mean number of lines by which verses would have to change for their lengths to be distributed as in the training
    songs (Wasserstein distance).
    """
    return distance(texts.verse_lengths, texts.songs.verse_lengths)


@measure("Longest copy", "decimal", source="matching statistics (W. I. Chang, E. L. Lawler, Algorithmica 1994)")
def longest_copy(texts: Texts) -> float | None:
    """Characters of the longest passage that a text shares with the training songs, averaged over the texts."""
    return mean_or_none([int(each.max()) for each in texts.matches])


@measure(
    "Copied characters",
    "percent",
    source="after K. Lee et al., Deduplicating Training Data Makes Language Models Better (ACL 2022)",
    headline=True,
    charted=True,
)
def copied_characters(texts: Texts) -> float | None:
    """Share of the characters in passages of 30 characters or more that also occur in the training songs."""
    return share(sum(map(count_copied, texts.matches)), sum(map(len, texts.matches)))


@measure("Lines copied", "percent")
def lines_in_training(texts: Texts) -> float | None:
    """Share of the lines of 3 words or more that also occur, word for word, in the training songs."""
    long_lines = [" ".join(line) for line in texts.lines if len(line) >= FEWEST_WORDS]
    return share(sum(texts.songs.has_line(line) for line in long_lines), len(long_lines))


@measure("Words per line", "decimal")
def words_per_line(texts: Texts) -> float | None:
    """Median number of words in a line."""
    return float(median(map(len, texts.lines))) if texts.lines else None


@measure("Lines per verse", "decimal")
def lines_per_verse(texts: Texts) -> float | None:
    """Mean number of lines in a verse; blank lines separate verses."""
    return mean_or_none(texts.verse_lengths)


def share(part: float, whole: int) -> float | None:
    """Return a part of a whole as a share from 0 to 1, or None if the whole is 0."""
    return part / whole if whole else None


def mean_or_none(values: Sequence[float]) -> float | None:
    """Return the mean of values, or None if there are none."""
    return float(mean(values)) if values else None


def distance(lengths: Sequence[int], people: np.ndarray) -> float | None:
    """Return the Wasserstein distance of lengths from those of people's songs, or None without lengths."""
    # Importing this takes a second, and pages import this module only to name the measures.
    from scipy.stats import wasserstein_distance

    return float(wasserstein_distance(lengths, people)) if lengths else None


def count_copied(matches: np.ndarray) -> int:
    """Count the characters in matches of at least `LONG_COPY`; `matches` holds the longest match from each one."""
    places = np.arange(len(matches))
    ends = np.where(matches >= LONG_COPY, places + matches, 0)
    return int((np.maximum.accumulate(ends) > places).sum())
