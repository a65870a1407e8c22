"""A song as it is written: what its next line is to be, and which of some candidates it is."""

from collections.abc import Callable, Sequence

import numpy as np

from geetkar.sampling.line_endings import Ending, Line, Trie, trie_of
from geetkar.sampling.random_numbers import RandomNumbers
from geetkar.sampling.song_requests import SongRequest, answers_needed, places_to_answer, settle
from geetkar.verse.arrangement import codes_of
from geetkar.verse.notation import RADIF_RHYME
from geetkar.verse.obedience import PlannedSong
from geetkar.verse.plans import NEW, REPEATED
from geetkar.verse.rhymes import Word
from geetkar.verse.rhyming_words import RhymingWords


class SongInProgress:
    """A song of which some lines are written."""

    def __init__(
        self,
        request: SongRequest,
        rhymes: RhymingWords,
        sounds: Callable[[str], Word],
        tries: Callable[[int], Trie],
    ):
        """Begin a song. `tries` returns the words with which at least so many others rhyme."""
        self.random = RandomNumbers(request.seed)
        self.request = settle(request, rhymes, sounds, self.random)
        self.rhymes, self._answerable = rhymes, tries
        self.song = PlannedSong(self.request.plan, sounds)
        self.bits = self.price = 0.0
        self.characters = 0  # that the network wrote
        self._places = places_to_answer(self.request.plan)

    @property
    def number(self) -> int:
        """Return the number of the next line."""
        return len(self.song.lines)

    @property
    def is_whole(self) -> bool:
        """Return whether all lines are written."""
        return self.number == len(self.request.plan)

    @property
    def text(self) -> str:
        """Return the song as it is sung, with a line break after each line."""
        plan = self.request.plan
        verse_breaks = (
            "\n" * (number > 0 and plan[number].verse > plan[number - 1].verse) for number in range(len(plan))
        )
        return "".join(f"{end}{line}\n" for end, line in zip(verse_breaks, self.song.lines, strict=False))

    def given_line(self) -> str | None:
        """Return the next line if it is known already."""
        if self.number == 0 and self.request.first_line is not None:
            return self.request.first_line
        planned = self.request.plan[self.number]
        return self.song.lines[planned.to] if planned.tie == REPEATED else None

    def codes(self) -> str:
        """Return what the network reads before the next line: its codes, after the break before a verse."""
        plan, number = self.request.plan, self.number
        return "\n" * (number > 0 and plan[number].verse > plan[number - 1].verse) + codes_of(plan[number])

    def ending(self) -> Ending:
        """Return what is asked of the end of the next line, if it is not given."""
        planned, number = self.request.plan[self.number], self.number
        if planned.tie != NEW:
            return self._answer()
        given = self.request.radif if planned.rhyme == RADIF_RHYME else None
        answerable = self._answerable(answers_needed(self.request.plan, number))
        return Ending(given or "", dict.fromkeys(self._places[number], answerable))

    def take(self, candidates: Sequence[Line]) -> str:
        """Add one of the candidates that differ least from the plan, and return it as it is sung.

        Each of these is taken with a probability in proportion to what was allowed at its characters, so that they are
        drawn as the network would write them if it kept to the plan by itself (importance resampling: A. K. Lew et al.,
        "Sequential Monte Carlo Steering of Large Language Models using Probabilistic Programs", 2023).
        """
        differences = [self._differences(candidate.line) for candidate in candidates]
        nearest = [each for each, differs in zip(candidates, differences, strict=True) if differs == min(differences)]
        prices = np.array([each.price for each in nearest])
        cumulative = np.cumsum(np.exp2(prices.min() - prices))
        taken = nearest[int((cumulative <= self.random.random() * cumulative[-1]).sum())]
        self.bits += taken.bits
        self.price += taken.price
        self.characters += len(taken.line) + 1
        self.add(taken.line)
        return taken.line

    def add(self, line: str) -> None:
        """Add the next line."""
        self.song.add(line)

    def _answer(self) -> Ending:
        """Return the end of a line that rhymes."""
        planned, number = self.request.plan[self.number], self.number
        words, heard = self.song.lines[planned.to].split(), self.song.heard[planned.to]
        radif = min(planned.radif or 0, len(words) - 1)
        used = {
            each[-1 - radif]
            for each, other in zip(self.song.heard, self.request.plan, strict=False)
            if other.rhyme == planned.rhyme and len(each) > radif
        }
        qafia = heard[-1 - radif]
        answers = self.rhymes.answers(qafia, used) or self.rhymes.answers(qafia)
        times = answers_needed(self.request.plan, number)
        tries = {place: self._answerable(times) for place in self._places[number] if place > radif}
        if answers:
            tries[radif] = trie_of(answers)
        return Ending(" ".join(words[len(words) - radif :]), tries)

    def _differences(self, line: str) -> tuple[int, int]:
        faults = self.song.faults(line) - {"length"}
        return len(faults), self.song.classes_off(line)
