from collections import Counter

from keep_vocabulary import NAMED, describe_unknown


def test_unknown_units_are_named_with_the_most_frequent_first():
    described = describe_unknown(Counter("qzz\n"))
    assert described == r"without 3 of the training text, which are read as unknown: 'z' (2), 'q' (1), '\n' (1)"


def test_of_many_unknown_units_a_few_are_named():
    assert describe_unknown(Counter(map(chr, range(97, 97 + NAMED + 1)))).endswith("'t' (1), …")


def test_a_text_of_known_units_leaves_nothing_out():
    assert describe_unknown(Counter()) == "with all units of the training text"
