"""Write songs to the plans of training songs."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from geetkar.corpus.tables import read_table
from geetkar.sampling.song_requests import SongRequest
from geetkar.sampling.song_writing import PlannedSample, SongWriter
from geetkar.verse.plan_tables import read_plans
from geetkar.verse.plans import PlannedLine
from geetkar.workflow.errors import InputError

SHORTEST_LINE = 12  # characters: the lines of hardly any song are shorter on average

Plan = Sequence[PlannedLine]


def plans_of_training_songs(plans_path: str | Path, song_index_path: str | Path) -> list[Plan]:
    """Return the plan of each training song, from the plans of all songs and their index."""
    index = read_table(song_index_path)
    songs = set(index.loc[index["split"] == "train", "song"])
    return [plan for song, plan in read_plans(plans_path) if song in songs]


def draw_plan(plans: Sequence[Plan], seed: int) -> Plan:
    """Return one of some plans, drawn by a seed."""
    return plans[int(np.random.default_rng(seed).integers(len(plans)))]


def write_like_people(
    writer: SongWriter, plans: Sequence[Plan], temperature: float, seeds: Iterable[int], length: int
) -> list[PlannedSample]:
    """Write a song for each seed, to a plan drawn by it, of which only the first `length` characters are needed.

    A plan is cut off after as many lines as that may be. One that asks for more rhymes than the writer knows gives no
    song.
    """
    lines = -(-length // SHORTEST_LINE)
    requests = [SongRequest(draw_plan(plans, seed)[:lines], temperature, seed) for seed in seeds]
    return writer.write([request for request in requests if _can_be_written(writer, request)])


def _can_be_written(writer: SongWriter, request: SongRequest) -> bool:
    try:
        writer.check(request)
    except InputError:
        return False
    return True
