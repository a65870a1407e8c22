"""Forms as people write them: `Aa bbaA ccaA` is a song of three verses, a letter a line.

- Lines with the same small letter rhyme; a line with an `x` is free.
- A capital is a refrain: all lines with it are the same, and they rhyme with those of its small letter.
- A digit after a capital names another refrain with that rhyme: `A`, `A2`. `X` is a refrain that does not rhyme.

This module imports only the standard library and modules that do, because the Snakefile needs it before any other
environment exists.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geetkar.verse.codes import FREE
from geetkar.verse.plans import (
    MUKHDA,
    NEW,
    OPENING,
    REPEATED,
    RHYMING,
    ROLES,
    TIE_OF_DISTANCE,
    PlannedLine,
    length_class,
)
from geetkar.verse.rhymes import WINDOW, lines_within_reach
from geetkar.workflow.errors import InputError

PIECE = re.compile(r"[A-Z][0-9]*|[a-z]|\s+|.", re.DOTALL)
NOTATION = "write a small letter for a line that rhymes, x for a free one, a capital for a refrain, such as 'Aa bbaA'"
RADIF_RHYME = "a"  # letter of the lines that end in the radif of a form


@dataclass(frozen=True, kw_only=True)
class Form:
    """An entry of the configuration's `sampling.forms`; schemas/config.schema.yaml describes the keys."""

    name: str
    verses: str | None  # in the notation; None for the plans of people's songs
    syllables: int
    radif: str | None  # None if the writer chooses
    first_line: str | None


def check_forms(forms: Iterable[Mapping]) -> None:
    """Raise `InputError` for the first form of the configuration that cannot be read."""
    for form in (Form(**form) for form in forms):
        try:
            if form.verses is not None:
                parse_form(form.verses, form.syllables, form.radif)
            elif form.radif is not None:
                raise InputError("`radif` needs `verses`, since people's plans have radifs of their own; give both.")
        except InputError as error:
            raise InputError(f"config key `sampling.forms`, '{form.name}': {error}") from error


def letters_of(form: str) -> list[str]:
    """Return the letter of each line of a form, with the digit of a refrain. Raise `InputError` for other signs."""
    return [letter for _, letter, _ in _read_lines(form)]


def parse_form(verses: str, syllables: int = 12, radif: str | None = None) -> list[PlannedLine]:
    """Return the plan of a form, with lines of so many syllables.

    The lines with the letter `a` or `A` end in the words of `radif`, "" for none. Without it, and in all other lines,
    the writer chooses a radif. Raise `InputError` for a form that cannot be read, or that asks for a rhyme with a line
    too far back.
    """
    lines = list(_read_lines(verses))
    if not lines:
        raise InputError(f"the form {verses!r} has no lines; {NOTATION}.")
    if radif is not None and not any(_rhyme_of(letter) == RADIF_RHYME for _, letter, _ in lines):
        raise InputError(f"the form {verses!r} has no line with the letter a, which would end in the radif; add one.")
    verse_numbers = [verse for verse, _, _ in lines]
    rhymes = [_rhyme_of(letter) for _, letter, _ in lines]
    shared = {} if radif is None else {RADIF_RHYME: len(radif.split())}
    plan: list[PlannedLine] = []
    seen: dict[str, int] = {}  # first line with each letter, and with each rhyme
    for number, (verse, letter, place) in enumerate(lines):
        rhyme = rhymes[number]
        if letter.isupper() and letter in seen:
            tie, to = REPEATED, seen[letter]
        elif rhyme == FREE or rhyme not in seen:
            tie, to = NEW, -1
        else:
            tie, to = _rhyme(verse_numbers, rhymes, number)
        if tie is None:
            raise InputError(
                f"the form {verses!r}: {letter!r} at place {place} rhymes with a line that is too far back; a rhyme "
                f"reaches {WINDOW} lines, in the same verse or the one before, or the first {OPENING} lines of the "
                "first verse; use another letter or x there."
            )
        plan.append(
            PlannedLine(verse, ROLES[verse > 0], length_class(syllables), tie, to, shared.get(rhyme, 0), letter)
        )
        seen.setdefault(rhyme, number)
        seen.setdefault(letter, number)
    answered = {line.rhyme for line in plan if line.tie in RHYMING}
    return [line if line.rhyme in shared or line.rhyme not in answered else replace(line, radif=None) for line in plan]


def _rhyme(verses: Sequence[int], rhymes: Sequence[str], number: int) -> tuple[str | None, int]:
    """Return the tie of a line and the line that it rhymes with; no tie if there is none within reach."""
    for to in lines_within_reach(verses, number):
        if rhymes[to] == rhymes[number]:
            return TIE_OF_DISTANCE[number - to], to
    opening = (to for to in range(min(OPENING, number)) if verses[to] == 0)
    return next(((MUKHDA, to) for to in opening if rhymes[to] == rhymes[number]), (None, -1))


def _read_lines(verses: str) -> Iterator[tuple[int, str, int]]:
    """Yield the verse, the letter with its digits, and the place (from 1) of each line of a form."""
    verse, started = 0, False
    for piece in PIECE.finditer(verses):
        letter, place = piece[0], piece.start() + 1
        if letter.isspace():
            verse += started and piece.end() < len(verses)
        elif not (letter.isascii() and letter[0].isalpha()):
            wrong = "is a digit, but follows no capital" if letter.isascii() and letter.isdigit() else "is no letter"
            raise InputError(f"the form {verses!r}: {letter!r} at place {place} {wrong}; {NOTATION}.")
        else:
            started = True
            yield verse, letter, place


def _rhyme_of(letter: str) -> str:
    return letter[0].lower()
