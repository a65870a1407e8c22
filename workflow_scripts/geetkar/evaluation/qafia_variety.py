"""Measure how varied the rhymes of songs are: how many of them the commonest qafia make."""

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import mean

from geetkar.verse.arrangement import plan_text
from geetkar.verse.plans import RHYMING
from geetkar.verse.rhymes import Word

COMMONEST = 20  # qafia


def qafia_of(text: str, sounds: Callable[[str], Word]) -> list[str]:
    """Return the qafia of each line of a text of songs that rhymes with an earlier one."""
    lines = filter(str.strip, text.split("\n"))
    planned_lines = zip(lines, plan_text(text, sounds), strict=True)
    return [line.split()[-1 - (planned.radif or 0)] for line, planned in planned_lines if planned.tie in RHYMING]


def compare_variety(network: Sequence[str], people: Sequence[str]) -> dict:
    """Return the share of the commonest qafia in a network's rhymes and in people's, of each equally many, as JSON.

    The share falls with the number of rhymes, so those of the larger side are counted in groups as large as the smaller
    side, and averaged. `rhymes` is the size of a group; without rhymes on one side, the shares are None.
    """
    rhymes = min(len(network), len(people))
    return {"rhymes": rhymes, "network": _share(network, rhymes), "people": _share(people, rhymes)}


def _share(qafia: Sequence[str], size: int) -> float | None:
    """Return the mean share of the `COMMONEST` qafia in whole groups of a size."""
    if not size:
        return None
    groups = (qafia[first : first + size] for first in range(0, len(qafia) - size + 1, size))
    return mean(sum(count for _, count in Counter(group).most_common(COMMONEST)) / size for group in groups)
