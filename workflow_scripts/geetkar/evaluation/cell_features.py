"""Features of each position in a text that a memory cell may follow, such as the length of the line so far.

A feature is a number for each character, computed from the text up to and including it; features that look ahead (such
as a line that is about to end) say so. Source: Karpathy, Johnson, Li 2015, "Visualizing and Understanding Recurrent
Networks", show cells that follow some of these.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geetkar.vocabulary.units import WORD
from geetkar.vocabulary.vocabulary import Vocabulary

# Latin vowels, and Devanagari's vowels and vowel signs, without the vowel that a bare consonant implies.
VOWEL = re.compile("[aeiouAEIOU\u0904-\u0914\u093e-\u094c]")
RHYME = 2  # letters at their ends that two lines must share


@dataclass(frozen=True)
class Feature:
    """A feature: its values for the characters of a text, and phrases for cells that rise or fall with it."""

    name: str
    values: Callable[[str], list[float]]
    rises: str
    falls: str


@dataclass(frozen=True)
class _Line:
    """A line of a song with its line break.

    `in_song` and `in_verse` count the lines before it. `before` is the previous line of the song; `sung_before` says
    whether the song already had this line.
    """

    text: str
    in_song: int
    in_verse: int
    in_first_verse: bool
    ends_verse: bool
    before: str
    sung_before: bool


def _lines(text: str) -> list[_Line]:
    """Return the lines of a text, including blank ones: one separates verses, two separate songs."""
    rows = text.splitlines(keepends=True)
    lines: list[_Line] = []
    in_song = in_verse = blank = 0
    first_verse, before, sung = True, "", set()
    for row, following in pairwise([*rows, "\n"]):
        words = row.rstrip("\n")
        if not words:
            blank += 1
            in_verse, first_verse = 0, first_verse and not in_song
            if blank > 1:
                in_song, first_verse, before, sung = 0, True, "", set()
        else:
            blank = 0
        lines.append(
            _Line(row, in_song, in_verse, first_verse, bool(words) and following == "\n", before, words in sung)
        )
        if words:
            in_song, in_verse, before = in_song + 1, in_verse + 1, words
            sung.add(words)
    return lines


def _of_line(value: Callable[[_Line], float]) -> Callable[[str], list[float]]:
    """Return the values of a feature that is the same for all characters of a line."""
    return lambda text: [float(value(line)) for line in _lines(text) for _ in line.text]


def _of_place(value: Callable[[_Line, int], float]) -> Callable[[str], list[float]]:
    """Return the values of a feature of the line and the number of its characters read so far."""
    return lambda text: [float(value(line, read)) for line in _lines(text) for read in range(1, len(line.text) + 1)]


def _characters_in_line(line: _Line, read: int) -> int:
    return 0 if line.text[read - 1] == "\n" else read


def _words_in_line(line: _Line, read: int) -> int:
    return 0 if line.text[read - 1] == "\n" else len(line.text[:read].split())


def _letters_in_word(line: _Line, read: int) -> int:
    return len(re.split("[ \n]", line.text[:read])[-1])


def _before_line_end(line: _Line, read: int) -> bool:
    return line.text[read : read + 1] == "\n"


def _before_word_end(line: _Line, read: int) -> bool:
    return line.text[read - 1] not in " \n" and line.text[read : read + 1] in (" ", "\n")


def _after_vowel(line: _Line, read: int) -> bool:
    return bool(VOWEL.match(line.text[read - 1]))


def _echoes(line: _Line, read: int) -> bool:
    return len(line.before) >= RHYME and line.text[:read].endswith(line.before[-RHYME:])


FEATURES = (
    Feature(
        "characters_in_line",
        _of_place(_characters_in_line),
        "rises as the line gets longer, and falls back at its end",
        "falls as the line gets longer, and comes back at its end",
    ),
    Feature(
        "words_in_line",
        _of_place(_words_in_line),
        "rises with each word of the line",
        "falls with each word of the line",
    ),
    Feature(
        "line_end",
        _of_place(_before_line_end),
        "is high where the line is about to end",
        "is low where the line is about to end",
    ),
    Feature(
        "word_length",
        _of_place(_letters_in_word),
        "rises within a word, letter by letter",
        "falls within a word, letter by letter",
    ),
    Feature(
        "word_end",
        _of_place(_before_word_end),
        "is high where the word is about to end",
        "is low where the word is about to end",
    ),
    Feature(
        "vowel",
        _of_place(_after_vowel),
        "is high after a vowel, low after a consonant",
        "is low after a vowel, high after a consonant",
    ),
    Feature(
        "rhyme",
        _of_place(_echoes),
        "is high where the last letters are those that ended the line before",
        "is low where the last letters are those that ended the line before",
    ),
    Feature(
        "lines_in_verse",
        _of_line(lambda line: line.in_verse),
        "rises with each line of the verse",
        "falls with each line of the verse",
    ),
    Feature(
        "verse_end",
        _of_line(lambda line: line.ends_verse),
        "is high in the last line of a verse",
        "is low in the last line of a verse",
    ),
    Feature(
        "lines_in_song",
        _of_line(lambda line: line.in_song),
        "rises with each line of the song",
        "falls with each line of the song",
    ),
    Feature(
        "first_verse",
        _of_line(lambda line: line.in_first_verse),
        "is high in the first verse, which is the refrain, and low in later ones",
        "is low in the first verse, which is the refrain, and high in later ones",
    ),
    Feature(
        "sung_before",
        _of_line(lambda line: line.sung_before),
        "is high in a line that the song has had before",
        "is low in a line that the song has had before",
    ),
)


def unit_ends(text: str, vocabulary: Vocabulary) -> np.ndarray:
    """Return the index of the last character of each unit of a text: `(units,)`."""
    if vocabulary.unit == "word":
        return np.array([match.end() - 1 for match in WORD.finditer(text)], dtype=np.int64)
    # An unknown subword is a single character, and so is the mark that replaces it.
    return np.cumsum([len(unit) for unit in vocabulary.split(text)], dtype=np.int64) - 1


def measure_features(text: str, vocabulary: Vocabulary) -> np.ndarray:
    """Return the value of every feature after each unit of a text: `(units, features)`."""
    values = np.array([feature.values(text) for feature in FEATURES], dtype=np.float64)
    return values[:, unit_ends(text, vocabulary)].T
