"""Songs that are to be written to a plan, and what each of their lines needs so that later ones can rhyme with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geetkar.sampling.random_numbers import RandomNumbers
from geetkar.verse.notation import RADIF_RHYME
from geetkar.verse.plans import NEW, REPEATED, RHYMING, PlannedLine, length_class, syllables_of
from geetkar.verse.rhymes import Word, heard_line
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError

FEWEST_ANSWERS, MOST_ANSWERS = 3, 8  # words that rhyme with one that is to be answered


@dataclass(frozen=True)
class SongRequest:
    """A song to write, in the script of the network.

    The lines that rhyme on the letter `a` end in `radif`, which may be empty; None leaves it to the writer.
    """

    plan: Sequence[PlannedLine]
    temperature: float
    seed: int
    radif: str | None = None
    first_line: str | None = None


def settle(
    request: SongRequest, rhymes: RhymingWords, sounds: Callable[[str], Word], random: RandomNumbers
) -> SongRequest:
    """Return a request with a plan that leaves nothing open.

    The length of the first line, if that is given, is in the plan, and the words of each radif that is left to the
    writer are drawn as people's songs have them.
    """
    plan = list(request.plan)
    chosen: dict[str, int] = {}
    for number, planned in enumerate(plan):
        if planned.radif is None and planned.rhyme not in chosen:
            choices: Sequence[int] = range(len(rhymes.radifs))
            if number == 0 and request.first_line is not None:
                heard = heard_line(map(sounds, request.first_line.split()))
                choices = radifs_of(heard, rhymes, answers_needed(plan, number)) or [0]
            chosen[planned.rhyme] = _draw_radif(choices, rhymes, random)
    plan = [replace(planned, radif=chosen[planned.rhyme]) if planned.radif is None else planned for planned in plan]
    if request.first_line is not None:
        length = length_class(syllables_of(map(sounds, request.first_line.split())))
        plan[0] = replace(plan[0], length=length)
    return replace(request, plan=plan)


def _draw_radif(choices: Sequence[int], rhymes: RhymingWords, random: RandomNumbers) -> int:
    # One more than people's songs have, so that each choice is possible.
    cumulative = np.cumsum([rhymes.radifs[choice] + 1 for choice in choices])
    return choices[int((cumulative <= random.random() * cumulative[-1]).sum())]


def places_to_answer(plan: Sequence[PlannedLine]) -> list[set[int]]:
    """Return, for each line of a settled plan, the words that others are to rhyme with: the numbers of words after."""
    places: list[set[int]] = [set() for _ in plan]
    for number in range(len(plan) - 1, -1, -1):
        planned = plan[number]
        if planned.tie == REPEATED:
            places[planned.to] |= places[number]
        elif planned.tie != NEW:
            # A word of the radif is the same in both lines, so the earlier one must have it.
            radif = planned.radif or 0
            places[planned.to] |= {radif, *(place for place in places[number] if place < radif)}
    return places


def answers_needed(plan: Sequence[PlannedLine], number: int) -> int:
    """Return how many words must rhyme with that of a line that others are to rhyme with."""
    alike = sum(planned.tie in RHYMING and planned.rhyme == plan[number].rhyme for planned in plan)
    return min(max(alike, FEWEST_ANSWERS), MOST_ANSWERS)


def check_request(request: SongRequest, rhymes: RhymingWords, vocabulary: Vocabulary, sounds: Callable) -> None:
    """Raise `InputError` for a request that cannot be fulfilled."""
    for key, text in (("radif", request.radif), ("first_line", request.first_line)):
        if foreign := [letter for letter in text or "" if letter not in vocabulary.numbers or letter == "\n"]:
            raise InputError(
                f"`{key}` {text!r}: the network does not know the letter {foreign[0]!r}; "
                f"write it in the script {vocabulary.script}, in letters of the training songs."
            )
    settled = settle(request, rhymes, sounds, RandomNumbers(request.seed))
    for number, places in enumerate(places_to_answer(settled.plan)):
        times = answers_needed(settled.plan, number)
        if places and not rhymes.answerable(times):
            raise InputError(
                f"the form needs {times} words that rhyme with another, and no word that is in the training songs "
                "often enough has as many; ask for fewer rhymes, or learn from more songs."
            )
    if request.first_line is not None:
        _check_first_line(settled, rhymes, sounds)


def _check_first_line(request: SongRequest, rhymes: RhymingWords, sounds: Callable) -> None:
    words = (request.first_line or "").split()
    if not words:
        raise InputError("`first_line` has no words; write a line, or leave it to the network.")
    radif = (request.radif or "").split()
    if request.plan[0].rhyme == RADIF_RHYME and radif and words[-len(radif) :] != radif:
        raise InputError(f"`first_line` {request.first_line!r} does not end in the radif {request.radif!r}; end it so.")
    times, heard = answers_needed(request.plan, 0), heard_line(map(sounds, words))
    for place in places_to_answer(request.plan)[0]:
        if place >= len(words) or not rhymes.can_be_answered(heard[-1 - place], times):
            word = words[-1 - min(place, len(words) - 1)]
            raise InputError(
                f"`first_line` {request.first_line!r}: fewer than {times} words of the training songs rhyme with "
                f"{word!r}, and the form needs as many; choose another word there."
            )


def radifs_of(heard: Sequence[Word], rhymes: RhymingWords, times: int) -> list[int]:
    """Return the numbers of words of the radifs that a line may have, so that it can be answered so many times."""
    longest = min(len(rhymes.radifs), len(heard))
    return [radif for radif in range(longest) if rhymes.can_be_answered(heard[-1 - radif], times)]
