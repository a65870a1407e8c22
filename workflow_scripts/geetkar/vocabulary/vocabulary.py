"""Vocabularies: the units that a model can read and write, numbered, learned from the training text only."""

import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from geetkar.vocabulary.units import CODE, join_units, learn_subwords, split_into_units, subword_splitter
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_text

UNKNOWN = 0  # the number of all units that are not in the vocabulary
UNKNOWN_MARK = "\ufffd"
UNICODE_CHARACTERS = 0x110000


@dataclass(frozen=True)
class Vocabulary:
    """The units of a model, by number; number 0 means any unknown unit.

    `counts` are the units' occurrences in the training text, `characters` those of its characters, from which
    `spelling_nats` computes the cost of an unknown unit.
    """

    script: str
    unit: str
    units: tuple[str, ...]
    counts: tuple[int, ...]
    characters: dict[str, int]

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the units."""
        return {unit: number for number, unit in enumerate(self.units)}

    @cached_property
    def codes(self) -> list[int]:
        """The numbers of units that are no text, but codes of the plan of a line."""
        return [number for number, unit in enumerate(self.units) if CODE.fullmatch(unit)]

    @cached_property
    def split(self) -> Callable[[str], list[str]]:
        """A function that splits a text into units; a character that is in no subword becomes `UNKNOWN_MARK`."""
        if self.unit == "subword":
            return subword_splitter(self.units, UNKNOWN_MARK)
        return partial(split_into_units, unit=self.unit)

    def encode(self, text: str) -> list[int]:
        """Return the numbers of a text's units, with `UNKNOWN` for those that are not in the vocabulary."""
        return [self.numbers.get(unit, UNKNOWN) for unit in self.split(text)]

    def decode(self, numbers: list[int]) -> str:
        """Return the text of units given by their numbers."""
        return join_units((self.units[number] for number in numbers), self.unit)

    def spelling_nats(self, text: str) -> float:
        """Return the cost, in nats, of spelling a text's unknown units.

        A model that predicts "unknown" has not yet said which unit it is. To keep bits per character comparable between
        vocabularies, an unknown unit also costs its spelling: each character, and the end of a word, costs the negative
        logarithm of its frequency in the training text. One count is added for unseen characters, which also cost a
        uniform choice among all of Unicode.
        """
        total = sum(self.characters.values()) + 1
        never_seen = math.log(total) + math.log(UNICODE_CHARACTERS)
        end = math.log(total) - math.log(self.characters.get("\n", 0) + self.characters.get(" ", 0) or 1)

        def spell(unit: str) -> float:
            letters = sum(
                math.log(total) - math.log(self.characters[letter]) if letter in self.characters else never_seen
                for letter in unit
            )
            return letters + (end if self.unit == "word" else 0.0)

        return sum(map(spell, self.unknown_units(text)))

    def unknown_units(self, text: str) -> list[str]:
        """Return the units of a text that are not in the vocabulary, in their order. Among subwords, characters are."""
        units = split_into_units(text, "char" if self.unit == "subword" else self.unit)
        return [unit for unit in units if unit not in self.numbers]

    def write_to(self, path: str | Path) -> None:
        """Write the vocabulary atomically as JSON, with a list of [unit, count] in the order of numbers."""
        entries = [[unit, count] for unit, count in zip(self.units, self.counts, strict=True)]
        vocabulary = {
            "script": self.script,
            "unit": self.unit,
            "units": entries,
            "characters": self.characters,
        }
        write_text(path, json.dumps(vocabulary, ensure_ascii=False, indent=0) + "\n")


def build_vocabulary(
    text: str, script: str, unit: str, min_count: int = 1, limit: int | None = None, also: str = ""
) -> Vocabulary:
    """Return the vocabulary of a training text, with at most `limit` units besides the unknown one.

    A vocabulary of characters has those of `also` even if they are not in the text.

    Characters and words that occur at least `min_count` times are in the order of falling count (ties by code point),
    subwords in the order in which they were learned. A vocabulary of subwords has all characters of the text, even if
    they exceed `limit`. Raises `InputError` if no unit is frequent enough.
    """
    if unit == "subword":
        if limit is None:
            raise ValueError("a vocabulary of subwords requires `limit`")
        subwords = [subword for subword in learn_subwords(text, limit) if UNKNOWN_MARK not in subword]
        counts = Counter(subword_splitter([UNKNOWN_MARK, *subwords], UNKNOWN_MARK)(text))
        known = [(subword, counts[subword]) for subword in subwords]
    else:
        counts = Counter(split_into_units(text, unit))
        counts.update(dict.fromkeys(also, 0))
        known = sorted(
            (item for item in counts.items() if (item[1] >= min_count or item[0] in also) and item[0] != UNKNOWN_MARK),
            key=lambda item: (-item[1], item[0]),
        )[:limit]
    if not known:
        raise InputError(
            f"no {unit} occurs at least {min_count} times in the training text: "
            "lower `vocabulary.word_min_count`, or add songs."
        )
    unknown_count = counts.total() - sum(count for _, count in known)
    return Vocabulary(
        script=script,
        unit=unit,
        units=(UNKNOWN_MARK, *(unit for unit, _ in known)),
        counts=(unknown_count, *(count for _, count in known)),
        characters=dict(sorted(Counter(text).items())),
    )


def keep_units(units: tuple[str, ...], text: str, script: str, unit: str) -> Vocabulary:
    """Return the vocabulary of a trained network's units, by number, with their counts in another training text."""
    kept = Vocabulary(script, unit, units, counts=(), characters=dict(sorted(Counter(text).items())))
    counts = Counter(kept.encode(text))
    return replace(kept, counts=tuple(counts[number] for number in range(len(units))))


def read_vocabulary(path: str | Path) -> Vocabulary:
    """Read a vocabulary from its file. Raises `InputError` if the file is not a vocabulary."""
    try:
        stored = json.loads(Path(path).read_text(encoding="utf-8"))
        units, counts = zip(*stored["units"], strict=True)
        return Vocabulary(stored["script"], stored["unit"], units, counts, stored["characters"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is not a vocabulary ({error}): delete it and run again.") from error
