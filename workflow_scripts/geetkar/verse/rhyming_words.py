"""The words that songs can rhyme with, and how long radifs are, learned from the training songs.

A word is kept if it occurs at least `FEWEST` times: a rarer one may be a slip of the file.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geetkar.verse.codes import LONGEST_RADIF
from geetkar.verse.plans import RHYMING, PlannedLine
from geetkar.verse.rhymes import Word, heard_line, tail_of
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import read_json

FEWEST = 3  # occurrences of a word


@dataclass(frozen=True)
class RhymingWords:
    """Words of a script by their sounds.

    `words` has the sounds of each word as it is heard (`verse/rhymes.py`). `radifs` says how many rhyming lines had a
    radif of 0, 1, 2, and 3 or more words.
    """

    script: str
    words: Mapping[str, Word]
    radifs: Sequence[int]

    @cached_property
    def by_tail(self) -> dict[Word, dict[Word, list[str]]]:
        """Return the words by their tails, and then by all their sounds."""
        found: defaultdict[Word, defaultdict[Word, list[str]]] = defaultdict(lambda: defaultdict(list))
        for word, heard in self.words.items():
            if tail := tail_of(heard):
                found[tail][heard].append(word)
        return {tail: dict(alike) for tail, alike in found.items()}

    def answers(self, heard: Word, used: Collection[Word] = ()) -> list[str]:
        """Return the words that rhyme with one that is given by its sounds, without those that sound as used ones."""
        alike = self.by_tail.get(tail_of(heard), {})
        return [word for other, words in alike.items() if other != heard and other not in used for word in words]

    def can_be_answered(self, heard: Word, times: int) -> bool:
        """Return whether at least `times` words that sound differently rhyme with a word."""
        alike = self.by_tail.get(tail_of(heard), {})
        return len(alike) - (heard in alike) >= times

    def answerable(self, times: int) -> list[str]:
        """Return the words with which at least `times` others rhyme that sound differently."""
        return [
            word for alike in self.by_tail.values() if len(alike) > times for each in alike.values() for word in each
        ]

    def as_dict(self) -> dict:
        """Return the words as JSON, for `read_rhyming_words`."""
        words = {word: " ".join(heard) for word, heard in self.words.items()}
        return {"script": self.script, "words": words, "radifs": [*self.radifs]}


def learn_rhyming_words(
    script: str, lines: Iterable[str], plans: Iterable[PlannedLine], sounds: Callable[[str], Word]
) -> RhymingWords:
    """Learn the rhyming words of a script from the lines of the training songs and their plans.

    Raise `ValueError` if there are other numbers of lines and plans.
    """
    counts: Counter[str] = Counter()
    radifs = [0] * (LONGEST_RADIF + 1)
    for line, planned in zip(lines, plans, strict=True):
        counts.update(line.split())
        if planned.tie in RHYMING:
            radifs[min(planned.radif or 0, LONGEST_RADIF)] += 1
    kept = sorted(word for word, count in counts.items() if count >= FEWEST)
    heard = heard_line(map(sounds, kept))
    return RhymingWords(script, dict(zip(kept, heard, strict=True)), radifs)


def read_rhyming_words(path: str | Path) -> RhymingWords:
    """Read rhyming words from a file written from `as_dict`. Raise `InputError` for any other file."""
    try:
        read = read_json(path)
        words = {word: tuple(heard.split(" ")) for word, heard in read["words"].items()}
        none, one, two, more = map(int, read["radifs"])
        return RhymingWords(read["script"], words, [none, one, two, more])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} has no rhyming words ({error!r}): give a rhyming_words.json of learn_rhymes."
        ) from error
