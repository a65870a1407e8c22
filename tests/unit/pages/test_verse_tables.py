"""What the playground is given of a script's verse."""

import json
import os
import subprocess
import sys

import pytest

from geetkar.corpus.transliteration.roman import from_roman
from geetkar.pages.playground.verse_tables import (
    LONG_AND_SHORT,
    LONGEST_SCHEME,
    SCHEMES,
    describe_verse,
    reading_tables,
)
from geetkar.verse.notation import Form, parse_form
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.verse.spellings import Spellings

SPELLINGS = Spellings("roman", {"karna": "karanaa", "rasta": "raastaa"}, frozenset({"night", "light"}))
COUNTS = {"dil": 3, "mil": 5}
WORDS = RhymingWords("roman", {"dil": ("d", "i", "l"), "mil": ("m", "i", "l")}, [4, 3, 2, 1])


def described(plans=(), forms=()):
    return describe_verse(SPELLINGS, WORDS, plans, forms, COUNTS)


def test_only_the_spellings_that_would_be_guessed_wrong_are_packed():
    assert described()["itransOfRoman"] == "rasta raastaa"


def test_words_that_rhyme_are_packed_with_their_counts_and_the_most_frequent_first():
    assert (described()["words"], described()["counts"]) == ("mil dil", [5, 3])


def test_a_few_schemes_are_packed_and_no_long_one():
    long, short = parse_form("x" * (LONGEST_SCHEME + 1)), parse_form("Aa xA", radif="hai")
    assert described([long, *[short] * (SCHEMES + 1)])["schemes"] == ["Aa xA"] * SCHEMES


def test_forms_are_packed_in_the_script():
    form = Form(name="my_form", verses="Aa", syllables=8, radif="है", first_line="nadii kinaare hai")
    (packed,) = described(forms=[form])["forms"]
    assert packed == {
        "name": "my form",
        "verses": "Aa",
        "syllables": 8,
        "radif": "hai",
        "firstLine": "nadi kinaare hai",
    }


def test_all_is_json():
    verse = described([parse_form("aa")])
    assert json.loads(json.dumps({**reading_tables(), **verse}))["schemes"] == ["aa"]


@pytest.mark.parametrize(("long", "short"), LONG_AND_SHORT)
def test_long_vowels_are_typed_as_python_reads_them(long, short):
    assert from_roman({"i": f"nad{long}", "u": f"t{long}"}[short]) == from_roman({"i": "nadi", "u": "tu"}[short])


def test_the_tables_are_the_same_in_every_process():
    program = "import json; from geetkar.pages.playground.verse_tables import *; print(json.dumps(reading_tables()))"
    written = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
