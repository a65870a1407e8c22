"""Write songs to the plans of training songs."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import PlannedSample, SongWriter
from geetkar.verse.plans import PlannedLine
from geetkar.workflow.errors import InputError

SHORTEST_LINE = 12  # characters: the lines of hardly any song are shorter on average

Plan = Sequence[PlannedLine]


def in_drawn_order(plans: Sequence[Plan], seed: int) -> Iterator[Plan]:
    """Yield some plans in an order drawn by a seed."""
    yield from (plans[number] for number in np.random.default_rng(seed).permutation(len(plans)))


def write_like_people(
    writer: SongWriter, plans: Sequence[Plan], temperature: float, seeds: Iterable[int], length: int
) -> list[PlannedSample]:
    """Write a song for each seed, of which only the first `length` characters are needed.

    Its plan is the first that can be written in an order drawn by the seed, cut off after as many lines as that may be.
    Without one there is no song.
    """
    lines = -(-length // SHORTEST_LINE)
    drawn = (
        next((each for each in _requests(plans, temperature, seed, lines) if _can_be_written(writer, each)), None)
        for seed in seeds
    )
    return writer.write([request for request in drawn if request])


def _requests(plans: Sequence[Plan], temperature: float, seed: int, lines: int) -> Iterator[SongRequest]:
    return (SongRequest(plan[:lines], temperature, seed) for plan in in_drawn_order(plans, seed))


def _can_be_written(writer: SongWriter, request: SongRequest) -> bool:
    try:
        writer.check(request)
    except InputError:
        return False
    return True
