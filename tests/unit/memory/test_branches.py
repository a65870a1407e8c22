import numpy as np
import pytest
from tiny_training import DISCOUNTS

from geetkar.memory.memory import Reader, memory_of_song

UNITS = ("\ufffd", "\n", " ", *"abcd")
SHORT, LONG = ([3, 4, 5, 1, 3, 4], [5, 6, 2, 5, 6, 1, 5, 6, 2, 5])


@pytest.fixture
def memory():
    return memory_of_song(UNITS, DISCOUNTS)


def read(memory, units):
    """Return a reader of one text that has read units."""
    reader = Reader(memory, 1)
    rows_after(reader, units)
    return reader


def rows_after(reader, units):
    """Return the rows after units of a reader's only text."""
    return reader.rows_after(np.array(units)[:, np.newaxis])[:, 0]


def test_branches_go_on_as_the_texts_that_they_are_branched_from(memory):
    branches = Reader.branched([read(memory, SHORT), read(memory, LONG)], 2)
    rows = branches.rows_after(np.array([[5, 6, 2, 5], [1, 1, 6, 6]]))
    expected = [
        rows_after(read(memory, units), more)
        for units, more in ((SHORT, [5, 1]), (SHORT, [6, 1]), (LONG, [2, 6]), (LONG, [5, 6]))
    ]
    assert np.array_equal(rows, np.stack(expected, axis=1))


def test_a_text_can_be_read_on_from_after_its_branches(memory):
    reader = read(memory, SHORT)
    Reader.branched([reader], 3).rows_after(np.array([[6, 6, 6]]))
    assert np.array_equal(rows_after(reader, [5]), rows_after(read(memory, SHORT), [5]))


def test_a_branch_forgets_its_song_at_the_beginning_of_another(memory):
    branch = Reader.branched([read(memory, LONG)], 1)
    rows_after(branch, [1, 1, 1])
    assert np.array_equal(rows_after(branch, [5]), rows_after(read(memory, [1, 1, 1]), [5]))
