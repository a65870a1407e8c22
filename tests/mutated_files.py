"""ISB files with random damage, which must be read or refused: no crash, no silent loss, no long time."""

import random
import re
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path

from processor_time import seconds_of

from geetkar.corpus.formats import isb
from geetkar.corpus.formats.song import Rejected
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.song_text import hindi_words
from geetkar.corpus.transliteration.itrans import round_trip_failures

REPEATS = ("drop", "complete", "expand")
SLOWEST = 1.0  # seconds for one file
FILES = [path.read_bytes().decode() for path in sorted(Path(__file__).parents[1].glob("demo_archive/*.isb.txt"))]
PIECES = [
    "\\startsong", "#indian", "#endindian", "\\endsong", "\\film{", "}%", "\n", "\r", "##", "%", "\\threedots",
    "(", ")", "\\-2", "[", "]", "la:", "1.", "\t", "\u0915\u094d", "\ue000", "\U000f0000", "\x96",
    "^", "~", "_", ".", "<br>",
]  # fmt: skip


def mutate(dice: random.Random) -> str:
    """Return a file with a few pieces removed, doubled, moved, replaced, inserted, or spliced with another file."""
    text = dice.choice(FILES)
    for _ in range(dice.randint(1, 8)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice([1, 1, 5, 50, 500]))
        kind = dice.randrange(6)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:end] + text[start:end] * dice.choice([1, 3, 10]) + text[end:]
        elif kind == 2:
            text = text[:start] + dice.choice(PIECES) + text[start:]
        elif kind == 3:
            text = (
                text[:start]
                + chr(dice.choice([dice.randrange(32, 127), dice.randrange(0x110000 - 0x2000)]))
                + text[end:]
            )
        elif kind == 4:
            other = dice.choice(FILES)
            text = text[:start] + other[dice.randrange(len(other)) :]
        else:
            text = text[:start] + text[start:end].swapcase() + text[end:]
    return re.sub("[\ud800-\udfff]", "", text)


def read_file(raw: str, repeats: str) -> tuple[int, int]:
    """Return how many songs of a file were read, and how many were refused with one of the known reasons."""
    read = 0
    try:
        songs = isb.read("1", raw)
    except Rejected as rejection:
        assert rejection.reason in {"not_text", "not_isb", "no_lyrics", "too_long"}
        return 0, 1
    assert len(songs) == max(1, len(isb.START.findall(raw))), "a song was lost"
    for song in songs:
        try:
            lyrics = clean(song, repeats=repeats)
        except Rejected as rejection:
            assert rejection.reason in {"too_short", "other_script"}
            continue
        assert round_trip_failures(hindi_words(lyrics.verses, map(asdict, lyrics.marks))) == []
        assert lyrics.verses
        read += 1
    return read, len(songs) - read


def read_mutants(number: int, seed: int) -> tuple[int, int]:
    """Read mutated files; return how many of their songs were read, and how many were refused."""
    dice, refused, read = random.Random(seed), 0, 0
    for each in range(number):
        raw, repeats = mutate(dice), REPEATS[each % len(REPEATS)]
        started = time.process_time()
        outcome = read_file(raw, repeats)
        if time.process_time() - started > SLOWEST:  # a pause for garbage, if not reading, may have taken it
            assert seconds_of(partial(read_file, raw, repeats)) < SLOWEST
        read, refused = read + outcome[0], refused + outcome[1]
    return read, refused
