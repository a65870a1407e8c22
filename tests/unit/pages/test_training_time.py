"""Times in words."""

import pytest

from geetkar.pages.shared.training_time import duration


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.25, "0.25 seconds"), (119, "119 seconds"), (150, "2.5 minutes"), (7199, "120 minutes"), (61200, "17 hours")],
)
def test_a_time_is_in_the_largest_unit_of_which_it_has_two(seconds, words):
    assert duration(seconds) == words
