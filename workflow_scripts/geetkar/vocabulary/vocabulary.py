"""The units that a model may read and write, each with a number, learned on the training text alone."""

import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from geetkar.vocabulary.units import join_units, learn_subwords, split_into_units, subword_splitter
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_text

UNKNOWN = 0  # the number of every unit that is not in the vocabulary
UNKNOWN_MARK = "\ufffd"
UNICODE_CHARACTERS = 0x110000


@dataclass(frozen=True)
class Vocabulary:
    """Units by number; number 0 stands for all unknown ones.

    `counts` are occurrences in the training text, `characters` those of its characters, which price the
    spelling of an unknown unit.
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
        """The number of each unit."""
        return {unit: number for number, unit in enumerate(self.units)}

    @cached_property
    def split(self) -> Callable[[str], list[str]]:
        """Takes a text apart into units; a character that no subword has comes out as `UNKNOWN_MARK`."""
        if self.unit == "subword":
            return subword_splitter(self.units, UNKNOWN_MARK)
        return partial(split_into_units, unit=self.unit)

    def encode(self, text: str) -> list[int]:
        """Numbers of a text's units; `UNKNOWN` for those that the vocabulary lacks."""
        return [self.numbers.get(unit, UNKNOWN) for unit in self.split(text)]

    def decode(self, numbers: list[int]) -> str:
        """The text that numbers stand for."""
        return join_units((self.units[number] for number in numbers), self.unit)

    def spelling_nats(self, text: str) -> float:
        """What it costs, in nats, to spell out a text's unknown units.

        A model that predicts "unknown" has not yet said which unit it was. To keep bits per character
        comparable between vocabularies, an unknown unit is charged its spelling: each character, and the end,
        by its frequency in the training text plus one for whatever was never seen there; a character that was
        never seen costs an even choice among all of Unicode on top.
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

        # What no subword has is a character.
        spelled = split_into_units(text, "char" if self.unit == "subword" else self.unit)
        return sum(spell(unit) for unit in spelled if unit not in self.numbers)

    def write_to(self, path: str | Path) -> None:
        """Write the vocabulary as JSON, a list of [unit, count] by number, whole or not at all."""
        entries = [[unit, count] for unit, count in zip(self.units, self.counts, strict=True)]
        vocabulary = {
            "script": self.script,
            "unit": self.unit,
            "units": entries,
            "characters": self.characters,
        }
        write_text(path, json.dumps(vocabulary, ensure_ascii=False, indent=0) + "\n")


def build_vocabulary(text: str, script: str, unit: str, min_count: int = 1, limit: int | None = None) -> Vocabulary:
    """Number a training text's units, at most `limit` of them (of subwords, never fewer than there are characters).

    Characters and words stand by falling count (ties by code point), rare ones left out; subwords in the order in
    which they were learned. Raises `InputError` when no unit is frequent enough.
    """
    if unit == "subword":
        if limit is None:
            raise ValueError("subwords take a limit")
        subwords = [subword for subword in learn_subwords(text, limit) if UNKNOWN_MARK not in subword]
        counts = Counter(subword_splitter([UNKNOWN_MARK, *subwords], UNKNOWN_MARK)(text))
        known = [(subword, counts[subword]) for subword in subwords]
    else:
        counts = Counter(split_into_units(text, unit))
        known = sorted(
            (item for item in counts.items() if item[1] >= min_count and item[0] != UNKNOWN_MARK),
            key=lambda item: (-item[1], item[0]),
        )[:limit]
    if not known:
        raise InputError(
            f"no {unit} occurs {min_count} times in the training text: "
            "lower `vocabulary.word_min_count`, or give more songs."
        )
    unknown_count = counts.total() - sum(count for _, count in known)
    return Vocabulary(
        script=script,
        unit=unit,
        units=(UNKNOWN_MARK, *(unit for unit, _ in known)),
        counts=(unknown_count, *(count for _, count in known)),
        characters=dict(sorted(Counter(text).items())),
    )


def read_vocabulary(path: str | Path) -> Vocabulary:
    """Read a vocabulary back. Raises `InputError` when the file is not one."""
    try:
        stored = json.loads(Path(path).read_text(encoding="utf-8"))
        units, counts = zip(*stored["units"], strict=True)
        return Vocabulary(stored["script"], stored["unit"], units, counts, stored["characters"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is not a vocabulary ({error}): delete it and run again.") from error
