import pytest

from geetkar.evaluation.measures import MEASURES, written_lines


@pytest.mark.parametrize(
    ("text", "prime", "lines"),
    [
        ("one\ntwo\nthr", "", ["one", "two"]),
        ("dil on\ntwo\nthr", "dil", ["two"]),
        ("one\n\ntwo\nthr", "", ["one", "", "two"]),
        ("onl", "", []),
        ("dil\nraat on\ntwo\nthr", "dil\nraat", ["two"]),
        ("dil\none\ntwo\nthr", "dil\n", ["one", "two"]),
    ],
)
def test_only_whole_lines_of_the_networks_own_are_measured(text, prime, lines):
    assert written_lines(text, prime) == lines


@pytest.mark.parametrize("key", MEASURES)
def test_a_measure_is_told_in_one_sentence_with_its_source(key):
    measure = MEASURES[key]
    assert measure.source and measure.sentence.endswith(".") and measure.sentence.count(". ") == 0


@pytest.mark.parametrize("key", MEASURES)
def test_a_measure_says_how_to_write_it(key):
    assert MEASURES[key].format in ("percent", "decimal")
