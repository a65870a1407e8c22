"""Find the spellings of each person's name, so that a person has one name in the whole corpus.

Only the songs decide: of the spellings that sound alike, the commonest is used. Two spellings are one person
only if they occur in the same column, for example both as singers, and if the years of their songs are near each other,
since a composer of today and an actor of the past can have names that sound alike. Initials and other surnames never
sound alike; see `name_sounds.py`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd
import pyarrow

from geetkar.corpus.lyrics.tokens import CUE
from geetkar.corpus.name_sounds import loose_sound_of, sound_of
from geetkar.corpus.tables import MARK, PEOPLE, TEXTS, records_of, table_of

COLUMNS = ("starring", "singers", "composers", "lyricists")
TEAMS = "composers"  # the column in which two people can be a team with one name
AND = " & "  # is in no name, because it separates names
PUNCTUATION = re.compile(r"[\s.,'\u2019-]+")
LONGEST_GAP = 20  # years between the songs of one spelling and those of another


@dataclass(eq=False)
class Spelling:
    """A spelling of a name: how many songs have it, in which columns, and from when to when."""

    name: str
    songs: int = 0
    columns: set[str] = field(default_factory=set)
    years: list[int] = field(default_factory=list)  # the first and the last, if any is known

    def add(self, column: str, year: int | None) -> None:
        """Count a song."""
        self.songs += 1
        self.columns.add(column)
        if year:
            self.years = [min([year, *self.years]), max([year, *self.years])]

    def is_near(self, other: "Spelling") -> bool:
        """Return whether the years of two spellings are near each other, or unknown."""
        if not self.years or not other.years:
            return True
        return max(self.years[0], other.years[0]) - min(self.years[1], other.years[1]) <= LONGEST_GAP


def sounds_of(name: str) -> list[str]:
    """Return the sounds by which an Indian name is compared; in the first, spaces do not count."""
    return [sound for sound in (sound_of(name).replace(" ", ""), loose_sound_of(name)) if sound]


def letters_of(name: str) -> list[str]:
    """Return the letters by which any other name is compared: capitals, spaces and punctuation do not count."""
    letters = PUNCTUATION.sub("", name.casefold())
    return [letters] if letters else []


def find_people(chunks: Iterable[pd.DataFrame], compared: Callable[[str], list[str]] = sounds_of) -> pd.DataFrame:
    """Return a table of the spellings in the songs, each with the `name` that is used for it.

    `chunks` are those of the songs table, with `year` and the columns of people. Two spellings are alike if they share
    one of the texts that `compared` returns.
    """
    spellings: dict[str, Spelling] = {}
    for chunk in chunks:
        for song in records_of(chunk):
            for column in COLUMNS:
                for name in {*song[column], *(_pairs(song[column]) if column == TEAMS else ())}:
                    spellings.setdefault(name, Spelling(name)).add(column, song["year"])
    return _unified(sorted(spellings.values(), key=lambda each: (AND in each.name, -each.songs, each.name)), compared)


def _unified(spellings: Iterable[Spelling], compared: Callable[[str], list[str]]) -> pd.DataFrame:
    """Return a row for each spelling, the commonest first."""
    names: dict[tuple[str, str], list[Spelling]] = {}  # the commonest spellings, by key
    rows = []
    for spelling in spellings:
        keys = [(column, text) for column in sorted(spelling.columns) for text in compared(spelling.name)]
        alike = (name for key in keys for name in names.get(key, []) if name.is_near(spelling))
        name = min(alike, key=lambda each: (-each.songs, each.name), default=spelling)
        if name is spelling and AND in name.name:
            continue  # two people who are named together only here
        for key in keys:
            if name not in names.setdefault(key, []):
                names[key].append(name)
        rows.append({"spelling": spelling.name, "name": name.name, "songs": spelling.songs})
    return table_of(rows, PEOPLE)


def names_by_spelling(people: pd.DataFrame) -> dict[str, str]:
    """Return the name for each spelling that is not used."""
    others = people[people["spelling"] != people["name"]]
    return dict(zip(others["spelling"], others["name"], strict=True))


def with_one_spelling(songs: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return a chunk of the songs table with each person once and under one name, also in the cues of its marks."""
    columns = {column: _column(songs, column, TEXTS, lambda written: _renamed(written, names)) for column in COLUMNS}
    marks = _column(songs, "marks", pyarrow.list_(MARK), lambda marks: [_with_name(mark, names) for mark in marks])
    return songs.assign(**columns, marks=marks)


def _column(songs: pd.DataFrame, column: str, kind: pyarrow.DataType, change: Callable[[list], list]) -> pd.Series:
    return pd.Series([change(value) for value in songs[column].to_list()], songs.index, dtype=pd.ArrowDtype(kind))


def _with_name(mark: dict, names: dict[str, str]) -> dict:
    return mark | {"text": ", ".join(_renamed(mark["text"].split(", "), names))} if mark["kind"] == CUE else mark


def _renamed(written: list[str], names: dict[str, str]) -> list[str]:
    """Return names as they are used, each once; two names in sequence may be those of a team."""
    teams = {pair: names[pair] for pair in _pairs(written) if pair in names}
    members = {name: team for pair, team in teams.items() for name in pair.split(AND)}
    return list(dict.fromkeys(members.get(name) or names.get(name, name) for name in written))


def _pairs(names: list[str]) -> list[str]:
    """Return each two names in sequence as the spelling of a team's name."""
    return [AND.join(pair) for pair in pairwise(names)]
