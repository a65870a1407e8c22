"""Describe songs by numbers with names, from which the judge tells networks' songs from people's.

A song is its verses of lines. Pages show the names; a number whose name begins with `share` is from 0 to 1.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from math import log10
from statistics import fmean, pstdev
from typing import NamedTuple

from geetkar.corpus.song_text import SONG_BREAK, VERSE_BREAK
from geetkar.verse.plans import NEW, REPEATED, plan_of, syllables_of
from geetkar.verse.rhymes import heard_line, rhyme_with
from geetkar.verse.spellings import Spellings
from geetkar.workflow.song_scripts import AS_WRITTEN


class Judge(NamedTuple):
    """A judge as pages show it."""

    name: str
    sentence: str


JUDGES = {
    "shape": Judge(
        "AUC by shape",
        "Probability that a judge finds the network's song among one by the network and one by a person, by their "
        "lengths, repeated lines and rhymes.",
    ),
    "two_lines": Judge(
        "AUC by two lines",
        "Probability that a judge finds the network's lines among two by the network and two by a person, by their "
        "letters, words and rhyme.",
    ),
}

RHYMING = {
    "P": "share of lines that rhyme one line back",
    "Q": "share of lines that rhyme two lines back",
    "S": "share of lines that rhyme three or four lines back",
    "T": "share of lines that rhyme farther back, with the mukhda",
}

Song = Sequence[Sequence[str]]
Features = dict[str, float]


@dataclass(frozen=True)
class Phrases:
    """How often the training songs have each word, and each two neighbouring words of a line."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]

    @classmethod
    def of(cls, text: str) -> "Phrases":
        """Count the words and pairs of a text."""
        lines = [line.split() for line in text.split("\n")]
        return cls(Counter(chain.from_iterable(lines)), Counter(chain.from_iterable(map(pairwise, lines))))


def opening(text: str, length: int) -> Song:
    """Return the complete lines of a text's first song among its first `length` characters."""
    song, end, _ = text.lstrip("\n").partition(SONG_BREAK)
    lines = song[:length].split("\n")
    complete = lines if end and len(song) <= length else lines[:-1]
    verses = ([line for line in verse.split("\n") if line.strip()] for verse in "\n".join(complete).split(VERSE_BREAK))
    return [verse for verse in verses if verse]


def shape_of(song: Song, spellings: Spellings) -> Features:
    """Return the shape of a song: its lengths, its repetitions and, where sounds are known, its rhymes."""
    lines = [line for verse in song for line in verse]
    first: dict[str, int] = {}
    comes_back = [first.setdefault(line, number) < number for number, line in enumerate(lines)]
    ends = accumulate(len(verse) for verse in song)
    return {
        "lines": len(lines),
        **_mean_and_deviation("lines per verse", [len(verse) for verse in song]),
        **_mean_and_deviation("words per line", [len(line.split()) for line in lines]),
        "share of repeated lines": fmean(comes_back),
        "share of verses that end in a repeated line": _mean([comes_back[end - 1] for end in ends][1:]),
        **(_sounding_shape(song, spellings) if spellings.script != AS_WRITTEN else {}),
    }


def _sounding_shape(song: Song, spellings: Spellings) -> Features:
    plan = plan_of(song, spellings.sounds)
    syllables = [syllables_of(map(spellings.sounds, line.split())) for verse in song for line in verse]
    rhymes = {number: line for number, line in enumerate(plan) if line.tie not in (NEW, REPEATED)}
    rhyming = rhymes.keys() | {line.to for line in rhymes.values()}
    return {
        **_mean_and_deviation("syllables per line", syllables),
        "change of syllables from line to line": _mean([abs(one - next_one) for one, next_one in pairwise(syllables)]),
        "share of rhyming lines": len(rhyming) / len(plan),
        **{name: fmean(line.tie == tie for line in plan) for tie, name in RHYMING.items()},
        "words of the radif": _mean([line.radif or 0 for line in rhymes.values()]),
    }


def pairs_of_lines(song: Song) -> Iterator[tuple[str, str]]:
    """Yield the first two lines of each verse, the next two, and so on; a line that is left over is in no pair."""
    for verse in song:
        yield from zip(verse[::2], verse[1::2], strict=False)


def features_of_pair(lines: tuple[str, str], phrases: Phrases, spellings: Spellings) -> Features:
    """Return how two lines of a verse use words, and how they resemble each other."""
    first, second = (line.split() for line in lines)
    words, pairs = first + second, [*pairwise(first), *pairwise(second)]
    frequencies = [log10(1 + phrases.words[word]) for word in words]
    return {
        "words per pair of lines": len(words),
        "letters per word": fmean(map(len, words)),
        "share of unknown words": fmean(word not in phrases.words for word in words),
        "frequency of words (log)": fmean(frequencies),
        "frequency of the rarest word (log)": min(frequencies),
        "share of word pairs that are known": _mean([pair in phrases.pairs for pair in pairs]),
        "frequency of word pairs (log)": _mean([log10(1 + phrases.pairs[pair]) for pair in pairs]),
        "share of different words": len(set(words)) / len(words),
        "share of doubled words": _mean([one == other for one, other in pairs]),
        "share of words that both lines have": len({*first} & {*second}) / min(len({*first}), len({*second})),
        "share of lines that begin alike": first[0] == second[0],
        "share of lines that are repeated": first == second,
        **(_sounding_pair(first, second, spellings) if spellings.script != AS_WRITTEN else {}),
    }


def _sounding_pair(first: Sequence[str], second: Sequence[str], spellings: Spellings) -> Features:
    spoken = [[spellings.sounds(word) for word in line] for line in (first, second)]
    syllables = [syllables_of(line) for line in spoken]
    rhyme = rhyme_with([heard_line(line) for line in spoken], 1, 0)
    return {
        "syllables per line": fmean(syllables),
        "difference in syllables": abs(syllables[0] - syllables[1]),
        "share of lines that rhyme": rhyme is not None,
        "words of the radif": rhyme.radif if rhyme else 0,
    }


def _mean(values: Sequence[float]) -> float:
    """Return the mean of values, 0 without any."""
    return fmean(values or [0])


def _mean_and_deviation(name: str, values: Sequence[float]) -> Features:
    return {name: fmean(values), f"{name}, deviation": pstdev(values)}
