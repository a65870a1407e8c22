"""What the playground is given of a script's verse."""

import json
import os
import subprocess
import sys

from geetkar.pages.playground.verse_tables import LONGEST_PLAN, PLANS, describe_verse, reading_tables
from geetkar.verse.notation import Form, parse_form
from geetkar.verse.rhyming_words import RhymingWords
from geetkar.verse.spellings import Spellings

SPELLINGS = Spellings("roman", {"karna": "karanaa", "rasta": "raastaa"}, frozenset({"night", "light"}))
WORDS = RhymingWords("roman", {"dil": ("d", "i", "l"), "mil": ("m", "i", "l")}, [4, 3, 2, 1])


def described(plans=(), forms=()):
    return describe_verse(SPELLINGS, WORDS, plans, forms)


def test_only_the_spellings_that_would_be_guessed_wrong_are_packed():
    assert described()["itransOfRoman"] == {"rasta": "raastaa"}


def test_words_that_rhyme_are_packed_without_their_sounds():
    assert described()["words"] == ["dil", "mil"]


def test_a_planned_line_says_which_line_it_repeats_or_rhymes_with():
    (plan,) = described([parse_form("Aa xA", radif="hai")])["plans"]
    assert [(line["repeats"], line["to"]) for line in plan] == [(False, None), (False, 0), (False, None), (True, 0)]
    assert [line["radif"] for line in plan] == [1, 1, 0, 1]


def test_a_few_plans_are_packed_and_no_long_one():
    long, short = parse_form("x" * (LONGEST_PLAN + 1)), parse_form("xx")
    assert [len(plan) for plan in described([long, *[short] * (PLANS + 1)])["plans"]] == [2] * PLANS


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
    assert json.loads(json.dumps({**reading_tables(), **verse}))["script"] == "roman"


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
