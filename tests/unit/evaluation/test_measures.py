import re
from math import isinf
from pathlib import Path

import numpy as np
import pytest
from songs_of_our_own import HOSTILE, spellings, training_songs, written

from geetkar.corpus.transliteration.itrans import SCRIPTS
from geetkar.evaluation.measures import FEWEST_WORDS, LONG_COPY, MEASURES, count_copied
from geetkar.evaluation.texts import Texts

# The training lines have 5, 2, 4, 4, 4 and 4 words; their verses two lines each.
LINES = ["raat ke paas nadii", "dil", "", "ek sadii", "nadii", "dil"]
VALUES = {
    "real_words": 7 / 9,
    "possible_words": 0.0,
    "rhyming_lines": 3 / 5,
    "distinct_bigrams": 7 / 8,
    "repeated_lines": 1 / 5,
    "line_length_distance": 23 / 6 - 9 / 5,
    "verse_length_distance": 1 / 2,
    "longest_copy": len("raat ke paas nadii\n"),
    "copied_characters": 0.0,
    "lines_in_training": 1.0,
    "words_per_line": 1.0,
    "lines_per_verse": 5 / 2,
}


def measured(key, *texts, script="itrans"):
    return MEASURES[key].compute(Texts(texts, training_songs(script), spellings(script)))


def test_each_measure_has_the_value_computed_by_hand():
    assert {key: measured(key, LINES) for key in MEASURES} == pytest.approx(VALUES)


def test_each_measure_is_described_in_one_sentence_with_its_source():
    sentences = {key: measure.sentence for key, measure in MEASURES.items() if measure.source}
    assert sentences.keys() == MEASURES.keys()
    assert {key: text for key, text in sentences.items() if not text.endswith(".") or ". " in text} == {}


@pytest.mark.parametrize(("key", "number"), [("copied_characters", LONG_COPY), ("lines_in_training", FEWEST_WORDS)])
def test_a_sentence_names_the_number_that_is_counted_by(key, number):
    assert f" {number} " in MEASURES[key].sentence


def test_each_measure_says_how_to_write_it():
    assert {measure.format for measure in MEASURES.values()} == {"percent", "decimal"}


def test_the_page_of_measures_has_a_row_for_each():
    page = (Path(__file__).parents[3] / "docs" / "measures.md").read_text()
    table = page.split("\n## Measures\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(MEASURES)


def test_lines_are_repeated_within_a_text_alone():
    assert measured("repeated_lines", ["dil"], ["dil"]) == 0


def test_the_training_songs_themselves_are_all_copied():
    assert measured("copied_characters", written("itrans").split("\n")) == 1


@pytest.mark.parametrize(
    ("matches", "copied"),
    [([], 0), ([2, 1, 0], 0), ([*range(30, 0, -1), 0], 30), ([31, *range(31, 0, -1), 0], 32)],
)
def test_characters_within_long_matches_are_counted_once(matches, copied):
    assert count_copied(np.array(matches, dtype=int)) == copied


@pytest.mark.parametrize("texts", [[], [[]], [["", ""]]])
def test_nothing_written_is_measured_as_nothing(texts):
    assert {key: measured(key, *texts) for key in MEASURES} == dict.fromkeys(MEASURES)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_too_strange_to_be_measured(text, script):
    texts = Texts([text.split("\n")], training_songs(script), spellings(script))
    values = {key: measure.compute(texts) for key, measure in MEASURES.items()}
    most = {key: 1.0 if measure.format == "percent" else float("inf") for key, measure in MEASURES.items()}
    found = {key: value for key, value in values.items() if value is not None}
    assert {key: value for key, value in found.items() if not 0 <= value <= most[key] or isinf(value)} == {}
