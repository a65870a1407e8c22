"""Measures of what a checkpoint wrote, each beside the same measure of songs that people wrote.

The line of the prime text is not counted, nor is a text's last line, which the asked length cuts off.
"""

from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass
from statistics import mean, median

FEWEST_WORDS = 3  # a line of fewer words may well be in the training text by chance


@dataclass(frozen=True)
class Measures:
    """Measures of some lines of text; the shares are from 0 to 1, None where there was nothing to count."""

    words: int
    real_words: float | None
    lines_in_training: float | None
    words_per_line: float | None
    lines_per_verse: float | None

    def as_dict(self) -> dict:
        """The measures as JSON."""
        return asdict(self)


EXPLANATIONS = {
    "real_words": ("Real words", "Share of the words that occur in the training songs."),
    "lines_in_training": (
        "Lines copied",
        f"Share of the lines of {FEWEST_WORDS} words or more that stand in the training songs word for word.",
    ),
    "words_per_line": ("Words a line", "Half of the lines have this many words or fewer."),
    "lines_per_verse": ("Lines a verse", "Mean number of lines between two blank lines."),
}


@dataclass(frozen=True)
class TrainingText:
    """What the measures need to know of the training songs: their words and their lines."""

    words: Set[str]
    lines: Set[str]

    @classmethod
    def of(cls, text: str) -> "TrainingText":
        """Gather a text's words and lines."""
        return cls(frozenset(text.split()), frozenset(text.split("\n")))


def written_lines(text: str, prime: str) -> list[str]:
    """Whole lines that a network wrote: after the line of the prime text, before the cut-off last one.

    Blank lines, which part verses, are kept.
    """
    lines = text.split("\n")
    return lines[1 if prime else 0 : -1]


def measure(texts: Sequence[list[str]], training: TrainingText) -> Measures:
    """Measure texts, each given as its lines."""
    lines = [line for text in texts for line in text if line.strip()]
    words = [word for line in lines for word in line.split()]
    long_lines = [line for line in lines if len(line.split()) >= FEWEST_WORDS]
    verses = [verse for text in texts for verse in "\n".join(text).split("\n\n") if verse.strip()]
    return Measures(
        words=len(words),
        real_words=_mean([word in training.words for word in words]),
        lines_in_training=_mean([line in training.lines for line in long_lines]),
        words_per_line=float(median(len(line.split()) for line in lines)) if lines else None,
        lines_per_verse=_mean([len(verse.strip("\n").split("\n")) for verse in verses]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(mean(values)) if values else None
