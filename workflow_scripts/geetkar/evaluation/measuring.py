"""Measures texts, a network's and people's alike. What the measures are: `MEASURES`; docs/measures.md says more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median, stdev

import numpy as np
from scipy.stats import t as students_t
from scipy.stats import wasserstein_distance

from geetkar.corpus.text import SONG_BREAK
from geetkar.evaluation.lengths import verse_lengths
from geetkar.evaluation.measures import FEWEST_WORDS, LONG_COPY, MEASURES, written_lines
from geetkar.evaluation.rhymes import find_rhymes, rhyming_lines
from geetkar.evaluation.spellings import Spellings
from geetkar.evaluation.training_songs import TrainingSongs

CONFIDENCE = 0.95

Text = Sequence[str]  # its whole lines, blank ones too


@dataclass(frozen=True)
class Ruler:
    """Measures texts of one script by the training songs."""

    songs: TrainingSongs
    spellings: Spellings

    def summarize(self, by_seed: Sequence[Sequence[Text]]) -> dict:
        """Measure the texts of each seed: `texts` and `words` in all, the mean of each measure over the seeds.

        `intervals` holds the 95 % confidence intervals. A measure is None where there was nothing to count, an
        interval where there are fewer than two seeds to tell.
        """
        texts = [text for texts in by_seed for text in texts]
        measured = [self.measure(texts) for texts in by_seed]
        values = {key: [value for each in measured if (value := each[key]) is not None] for key in MEASURES}
        return {
            "texts": len(texts),
            "words": sum(len(line.split()) for text in texts for line in text),
            **{key: _mean(values[key]) for key in MEASURES},
            "intervals": {key: interval(values[key], MEASURES[key].format) for key in MEASURES},
        }

    def measure(self, texts: Sequence[Text]) -> dict[str, float | None]:
        """Each of `MEASURES`, over some texts together; None where there was nothing to count."""
        lines = [line.split() for text in texts for line in text if line.strip()]
        words = [word for line in lines for word in line]
        new_words = [word for word in words if word not in self.songs.words]
        long_lines = [line for line in lines if len(line) >= FEWEST_WORDS]
        bigrams = [list(pairwise(" ".join(text).split())) for text in texts]
        matches = [self.songs.text.longest_matches("\n".join(text)) for text in texts if any(text)]
        verses = [length for text in texts for length in verse_lengths(text)]
        return {
            "real_words": _share(len(words) - len(new_words), len(words)),
            "possible_words": _share(sum(map(self.songs.syllables.obeyed_by, new_words)), len(new_words)),
            "rhyming_lines": _share(sum(map(self._count_rhyming, texts)), len(lines)),
            "distinct_bigrams": _share(sum(len(set(each)) for each in bigrams), sum(map(len, bigrams))),
            "repeated_lines": _share(sum(map(count_repeated, texts)), len(lines)),
            "line_length_distance": _distance([len(line) for line in lines], self.songs.line_lengths),
            "verse_length_distance": _distance(verses, self.songs.verse_lengths),
            "longest_copy": _mean([int(each.max()) for each in matches]),
            "copied_characters": _share(sum(map(count_copied, matches)), sum(map(len, matches))),
            "lines_in_training": _share(sum(map(self._is_copied, long_lines)), len(long_lines)),
            "words_per_line": float(median(map(len, lines))) if lines else None,
            "lines_per_verse": _mean(verses),
        }

    def _count_rhyming(self, text: Text) -> int:
        read = [[self.spellings.sounds(word) for word in line.split()] for line in text]
        return len(rhyming_lines(find_rhymes(read)))

    def _is_copied(self, line: Sequence[str]) -> bool:
        return self.songs.has_line(" ".join(line))


def by_temperature(samples: Sequence[Mapping], ruler: Ruler) -> list[dict]:
    """The measures of samples at each temperature, with the temperature, from low to high."""
    texts: dict[float, dict[int, list[Text]]] = {}
    for sample in samples:
        lines = written_lines(sample["text"], sample["prime"])
        texts.setdefault(sample["temperature"], {}).setdefault(sample["seed"], []).append(lines)
    return [
        {"temperature": temperature, **ruler.summarize(list(by_seed.values()))}
        for temperature, by_seed in sorted(texts.items())
    ]


def count_repeated(lines: Text) -> int:
    """How many lines, blank ones left out, the text already had."""
    written = [line for line in lines if line.strip()]
    return len(written) - len(set(written))


def count_copied(matches: np.ndarray) -> int:
    """How many characters lie within a match of `LONG_COPY` or more; `matches` holds lengths by first character."""
    places = np.arange(len(matches))
    ends = np.where(matches >= LONG_COPY, places + matches, 0)
    return int((np.maximum.accumulate(ends) > places).sum())


def interval(values: Sequence[float], form: str) -> list[float] | None:
    """The 95 % confidence interval of a mean by Student's t, within what a measure of this form can be."""
    if len(values) < 2:
        return None
    half = float(students_t.ppf((1 + CONFIDENCE) / 2, len(values) - 1)) * stdev(values) / len(values) ** 0.5
    low, high = max(0.0, mean(values) - half), mean(values) + half
    return [low, min(1.0, high) if form == "percent" else high]


def pieces(text: str, length: int, together: int) -> list[list[Text]]:
    """People's songs as a network would have written them: each from its beginning, `length` characters, whole lines.

    A shorter song runs on into the next one, the last into the first, so that all pieces are as long as samples. They
    come in groups of `together`, as many as a network writes with one seed; what does not fill a group is left out
    unless it is the only one.
    """
    songs = text.strip("\n").split(SONG_BREAK)
    starts = np.cumsum([0, *(len(song) + len(SONG_BREAK) for song in songs[:-1])])
    around = 2 * (SONG_BREAK.join(songs) + SONG_BREAK)
    length = min(length, len(around) // 2)
    cut: list[Text] = [written_lines(around[start : start + length], prime="") for start in starts]
    groups = [cut[first : first + together] for first in range(0, len(cut), together)]
    return groups[: max(1, len(cut) // together)]


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Sequence[float]) -> float | None:
    return float(mean(values)) if values else None


def _distance(lengths: Sequence[int], people: np.ndarray) -> float | None:
    return float(wasserstein_distance(lengths, people)) if lengths else None
