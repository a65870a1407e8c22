"""Measure texts by networks and by people in the same way: by groups of texts, and then as means over the groups.

The lines of the prime text do not count, nor does the last line of a text, which the length limit cuts off.
"""

from collections.abc import Iterable, Sequence
from statistics import mean, stdev

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from geetkar.corpus.song_text import SONG_BREAK
from geetkar.evaluation.judged_features import Song
from geetkar.evaluation.measures import MEASURES, Format, mean_or_none, measures_of
from geetkar.evaluation.texts import Text, Texts, written_lines
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.verse.spellings import Spellings

CONFIDENCE = 0.95
TOGETHER = 16  # songs that are measured together, where no seeds group them


def by_temperature(samples: Sequence[dict], songs: TrainingSongs, spellings: Spellings) -> list[dict]:
    """Return the measures of samples at each temperature, from low to high, as JSON.

    The samples of one seed form a group: see `summarize`.
    """
    table = pd.DataFrame(samples)
    table["lines"] = [written_lines(sample["text"], sample["prime"]) for sample in samples]
    by_seed = table.groupby(["temperature", "seed"])["lines"].agg(list)
    measured = measure_groups(by_seed, songs, spellings)
    return [
        {"temperature": temperature, **summarize(rows)} for temperature, rows in measured.groupby(level="temperature")
    ]


def measure_people(text: str, length: int, together: int, songs: TrainingSongs, spellings: Spellings) -> dict:
    """Return the measures of people's songs, cut by `pieces`, as JSON: see `summarize`."""
    return summarize(measure_groups(pd.Series(pieces(text, length, together)), songs, spellings))


def measure_songs(songs: Iterable[Song], known: TrainingSongs, spellings: Spellings) -> dict:
    """Return the measures of songs, each of them its verses of lines, as JSON: see `summarize`."""
    texts: list[Text] = ["\n\n".join(map("\n".join, song)).split("\n") for song in songs]
    return summarize(measure_groups(pd.Series(in_groups(texts, TOGETHER)), known, spellings))


def measure_groups(groups: pd.Series, songs: TrainingSongs, spellings: Spellings) -> pd.DataFrame:
    """Measure each group of texts together.

    The table has the index of `groups` and the columns `texts` and `words` (their numbers) and each of `MEASURES`; a
    value is missing where there was nothing to count, or where a measure is not defined for the songs' script.
    """
    defined = measures_of(songs.syllables.script)
    rows = [
        {
            "texts": len(texts.texts),
            "words": len(texts.words),
            **{key: measure.compute(texts) if key in defined else None for key, measure in MEASURES.items()},
        }
        for texts in (Texts(group, songs, spellings) for group in groups)
    ]
    return pd.DataFrame(rows, index=groups.index)


def summarize(measured: pd.DataFrame) -> dict:
    """Return the measures of all groups of a table by `measure_groups`, as JSON.

    `texts` and `words` are sums; a measure is its mean over the groups, or None if there was nothing to count.
    `intervals` holds the 95 % confidence intervals, or None for a measure with fewer than two values.
    """
    values = {key: measured[key].dropna().tolist() for key in MEASURES}
    return {
        "texts": int(measured["texts"].sum()),
        "words": int(measured["words"].sum()),
        **{key: mean_or_none(values[key]) for key in MEASURES},
        "intervals": {key: interval(values[key], measure.format) for key, measure in MEASURES.items()},
    }


def interval(values: Sequence[float], form: Format) -> list[float] | None:
    """Return the 95 % confidence interval of a mean by Student's t, limited to possible values of a measure."""
    if len(values) < 2:
        return None
    half = float(stdtrit(len(values) - 1, (1 + CONFIDENCE) / 2)) * stdev(values) / len(values) ** 0.5
    low, high = max(0.0, mean(values) - half), mean(values) + half
    return [low, min(1.0, high) if form == "percent" else high]


def pieces(text: str, length: int, together: int) -> list[list[Text]]:
    """Cut people's songs into pieces like samples: each begins with a song and consists of whole lines.

    A piece has `length` characters, as a sample does: a shorter song continues with the next one, the last with the
    first. Pieces are in groups of `together`, as many as a network writes with one seed: see `in_groups`.
    """
    songs = text.strip("\n").split(SONG_BREAK)
    starts = np.cumsum([0, *(len(song) + len(SONG_BREAK) for song in songs[:-1])])
    around = 2 * (SONG_BREAK.join(songs) + SONG_BREAK)
    length = min(length, len(around) // 2)
    cut: list[Text] = [written_lines(around[start : start + length], prime="") for start in starts]
    return in_groups(cut, together)


def in_groups(texts: Sequence[Text], together: int) -> list[list[Text]]:
    """Return texts in groups. The last group is left out if it is not full, unless it is the only one."""
    groups = [[*texts[first : first + together]] for first in range(0, len(texts), together)]
    return groups[: max(1, len(texts) // together)] or [[]]
