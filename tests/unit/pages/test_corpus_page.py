"""The figures of the corpus page."""

import pandas as pd

from geetkar.pages.corpus.draw import counts_by_value, without_tail


def test_a_histogram_leaves_out_the_few_longest():
    counts = counts_by_value([(1, 600), (2, 395), (3, 4), (90, 1)])
    assert without_tail(counts).to_dict() == {1: 600, 2: 395}


def test_a_histogram_includes_the_value_that_reaches_the_share():
    assert without_tail(pd.Series({1: 990, 2: 6, 3: 4})).to_dict() == {1: 990, 2: 6}
