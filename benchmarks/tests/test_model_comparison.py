from dataclasses import asdict, replace

import pandas as pd
import pytest
from tiny_training import TINY_MODEL

from benchmarking.model_comparison import as_table, compare
from geetkar.pages.shared.model_differences import differences, variant_of
from geetkar.training.model import NamedModel

BASE = NamedModel(name="base", **asdict(TINY_MODEL))
MODELS = [
    BASE,
    replace(BASE, name="gru", cell="gru"),
    replace(BASE, name="large", hidden=8, dropout=0.5),
    replace(BASE, name="large_gru", hidden=8, dropout=0.5, cell="gru"),
    replace(BASE, name="longer"),
]


def test_the_checkpoints_of_models_are_not_a_difference():
    assert differences(MODELS[4], BASE) == {}


@pytest.mark.parametrize(("number", "like"), [(1, "base"), (2, "base"), (3, "large"), (4, "base")])
def test_a_model_is_a_variant_of_the_earlier_one_most_like_it(number, like):
    assert variant_of(MODELS, number).name == like


def test_the_first_model_is_not_a_variant():
    assert variant_of(MODELS, 0) is None


@pytest.fixture
def rows():
    names = [model.name for model in MODELS]
    end = {"cooled_from": 0, "epochs": 1.0, "parameters": 1_500_000, "validation_nats": 1.0, "test_nats": 1.0}
    metrics = pd.DataFrame(
        [
            {
                **end,
                "model": name,
                "step": step,
                "characters_seen": step * 1000,
                "validation_bpc": bpc,
                "test_bpc": bpc + 0.1,
            }
            for number, name in enumerate(names)
            for step, bpc in ((5, 3.0 - number / 4), (9, 3.2))
        ]
    )
    timings = metrics[["model", "step"]].assign(seconds=2.0, peak_memory_bytes=1)
    return compare(MODELS, metrics, timings)


def test_a_model_is_compared_by_its_best_checkpoint(rows):
    assert [(row["step"], row["validation_bpc"]) for row in rows[:2]] == [(5, 3.0), (5, 2.75)]


def test_a_model_cost_the_seconds_of_all_its_segments(rows):
    assert {row["seconds"] for row in rows} == {4.0}


def test_a_row_names_the_change_and_its_gain(rows):
    assert "| gru | base with cell: gru | 1.50 | 0.0 | 4 | 2.750 | -0.250 |" in as_table(rows, "Measured here.")
    assert "| large_gru | large with cell: gru | 1.50 | 0.0 | 4 | 2.250 | -0.250 |" in as_table(rows, "Measured here.")


def test_the_first_row_is_compared_with_nothing(rows):
    assert "| base |  | 1.50 | 0.0 | 4 | 3.000 |  |" in as_table(rows, "Measured here.")
