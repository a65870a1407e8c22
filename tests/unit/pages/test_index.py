"""The choice of the checkpoints that the index shows."""

import pandas as pd

from geetkar.pages.index.draw import first_and_best, shown_checkpoints

METRICS = pd.DataFrame(
    {
        "model": ["two", "one", "one", "one"],
        "step": [10, 30, 10, 20],
        "validation_bpc": [2.0, 2.9, 3.0, 2.5],
    }
)


def test_the_first_and_the_best_checkpoint_of_each_model_are_shown():
    assert shown_checkpoints(METRICS) == {("one", 10), ("one", 20), ("two", 10)}


def test_the_first_comes_before_the_best():
    shown = first_and_best(METRICS)
    assert shown[shown["model"] == "one"]["step"].tolist() == [10, 20]
