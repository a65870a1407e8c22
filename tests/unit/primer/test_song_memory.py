"""The primer's memory of a song, counted by hand and by the code that networks use."""

import pytest

from geetkar.primer import song_memory


def test_the_code_of_networks_computes_the_same_probabilities():
    assert song_memory.probabilities() == pytest.approx(song_memory.probabilities_of_the_memory(), abs=1e-12)


def test_probabilities_add_up_to_one():
    assert sum(song_memory.probabilities().values()) == pytest.approx(1)


def test_a_shorter_context_counts_after_how_many_longer_ones_a_character_came():
    counts = song_memory.counts_by_order()
    assert counts[3]["hal"] == {" ": 1, "\n": 1, "e": 1} and counts[3]["kal"] == {" ": 1}
    assert counts[2]["al"] == {" ": 2, "\n": 1, "e": 1}


def test_each_order_leaves_what_it_does_not_give():
    rows, left = song_memory.shares_by_order()
    assert sum(sum(row["given"].values()) for row in rows) + left == pytest.approx(1)
    assert [row["context"] for row in rows] == ["hal", "al", "l"]
