"""Compare the texts that networks write with people's songs."""

from collections.abc import Mapping, Sequence

import pandas as pd

from benchmarking.preset_training import LENGTH
from geetkar.evaluation.measure_groups import measure_groups, measure_people, summarize
from geetkar.evaluation.measures import MEASURES
from geetkar.evaluation.texts import written_lines
from geetkar.evaluation.training_songs import TrainingSongs
from geetkar.verse.spellings import Spellings

GROUP = 16  # texts that are measured together; the confidence interval is that of the groups' mean
SHOWN = ("real_words", "rhyming_lines", "repeated_lines", "lines_in_training", "copied_characters")


def measure_texts(
    texts: Mapping[str, Sequence[str]], held_out: str, songs: TrainingSongs, spellings: Spellings
) -> dict[str, dict]:
    """Return the measures of people's held-out songs, cut into pieces as long, and of each writer's texts."""
    measured = {"people": measure_people(held_out, LENGTH, GROUP, songs, spellings)}
    for writer, written in texts.items():
        lines = [written_lines(text, prime="") for text in written]
        groups = pd.Series([lines[first : first + GROUP] for first in range(0, len(lines), GROUP)])
        measured[writer] = summarize(measure_groups(groups, songs, spellings))
    return measured


def as_table(measured: Mapping[str, dict], machine: str) -> str:
    """Return the measures in percent, with their confidence intervals, as a Markdown table."""
    lines = [
        "| written by | texts | " + " | ".join(MEASURES[key].name.lower() for key in SHOWN) + " |",
        "|---|--:|" + "--:|" * len(SHOWN),
    ]
    for writer, found in measured.items():
        cells = (percent(found[key], found["intervals"][key]) for key in SHOWN)
        lines.append(f"| {writer} | {found['texts']} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", machine]) + "\n"


def percent(share: float | None, interval: Sequence[float] | None) -> str:
    """Return a share with its confidence interval, if it has one; empty for no share."""
    if share is None:
        return ""
    return f"{share:.1%}" + (f" ({interval[0]:.1%} to {interval[1]:.1%})" if interval else "")
