import pytest

from geetkar.corpus.transliteration.itrans import SCRIPTS, write_in_script
from geetkar.evaluation.syllables import SyllableRules

WORDS = ["nadan", "nidan", "nudan", "nadaam", "nidaam", "nudaam"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_new_word_is_possible_where_its_runs_are_in_three_words(script):
    rules = SyllableRules.of(script, [write_in_script(each, script) for each in WORDS])
    possible = {"nadaan": True, "madan": False, "nadad": False, "nidaan": False, "naddan": False, "n": False}
    assert {word: rules.obeyed_by(write_in_script(word, script)) for word in possible} == possible


@pytest.mark.parametrize(("script", "word"), [("itrans", "nadaaan"), ("devanagari", "नदाान")])
def test_a_word_that_its_script_would_spell_otherwise_is_not_possible(script, word):
    rules = SyllableRules.of(script, [write_in_script(each, script) for each in WORDS])
    assert not rules.obeyed_by(word)
