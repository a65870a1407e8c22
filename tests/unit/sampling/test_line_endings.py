import pytest
from hypothesis import given
from hypothesis import strategies as st

from geetkar.sampling.line_endings import LONGEST_LINE, BackwardLine, Ending, Line, trie_of

LETTERS = frozenset("abdhilno")


def written(ending, choices):
    """Return a line that is written with choices among the allowed letters, in the order of the alphabet."""
    line = BackwardLine(LETTERS, ending)
    for choice in choices:
        allowed = sorted(line.allowed())
        line.write(allowed[choice % len(allowed)])
        if line.is_whole:
            break
    while not line.is_whole:  # in the shortest way
        line.write(min(line.allowed()))
    return line


CHOICES = st.lists(st.integers(0, 20), max_size=40)


@given(CHOICES)
def test_a_line_without_an_ending_has_words_with_single_spaces(choices):
    line = written(Ending(), choices).line
    assert line and line.split() == line.split(" ")


@given(CHOICES)
def test_a_line_ends_in_its_radif_after_a_word_of_the_trie(choices):
    line = written(Ending("hai na", {2: trie_of(["dil", "hil"])}), choices).line
    assert line.endswith((" dil hai na", " hil hai na")) or line in ("dil hai na", "hil hai na")


@given(CHOICES)
def test_several_words_may_be_asked(choices):
    words = written(Ending(words={0: trie_of(["dil"]), 2: trie_of(["hil"])}), choices).line.split()
    assert words[-1] == "dil" and words[-3] == "hil"


def test_a_word_of_the_trie_may_be_the_beginning_of_another():
    line = BackwardLine(LETTERS, Ending(words={0: trie_of(["l", "dil"])}))
    line.write("l")
    assert line.allowed() == {"i", " ", "\n"}


@pytest.mark.parametrize("line", [Line(LETTERS), BackwardLine(LETTERS, Ending())])
def test_a_long_line_ends_with_its_word(line):
    for _ in range(LONGEST_LINE + 1):
        line.write("a")
    assert line.allowed() == {"\n"}


def test_a_forward_line_begins_with_a_letter():
    assert Line(LETTERS).allowed() == LETTERS
