"""Seconds and memory of models, summed over the checkpoints that lead to one."""

import pandas as pd
import pytest

from geetkar.pages.costs.draw import costs_of
from geetkar.pages.shared.training_time import checkpoints_with_seconds

METRICS = pd.DataFrame(
    {
        "model": ["one"] * 4 + ["two"],
        "step": [10, 20, 25, 30, 10],
        "cooled_from": [0, 0, 10, 0, 0],
        "characters_seen": [100, 200, 250, 300, 100],
        "validation_bpc": [3.0, 2.5, 2.0, 2.2, 3.0],
    }
)
TIMINGS = pd.DataFrame(
    {
        "model": ["two", "one", "one", "one", "one"],
        "step": [10, 30, 25, 20, 10],
        "seconds": [7.0, 4.0, 3.0, 2.0, 1.0],
        "peak_memory_bytes": [5, 1, 9, 2, 3],
    }
)


def test_the_seconds_of_a_cooled_checkpoint_include_the_trunk_up_to_its_branch():
    checkpoints = checkpoints_with_seconds(METRICS, TIMINGS)
    assert checkpoints["seconds_until"].tolist() == [1, 3, 4, 7, 7]


def test_a_models_costs_are_the_sum_of_its_segments():
    costs = costs_of(checkpoints_with_seconds(METRICS, TIMINGS)).set_index("model")
    assert costs["seconds_in_all"].to_dict() == {"one": 10, "two": 7}
    assert costs["largest_memory_bytes"].to_dict() == {"one": 9, "two": 5}
    assert costs.loc["one", "step"] == 25 and costs.loc["one", "characters_per_second"] == 250 / 4


def test_a_checkpoint_is_timed_once():
    with pytest.raises(pd.errors.MergeError):
        checkpoints_with_seconds(METRICS, pd.concat([TIMINGS, TIMINGS]))
