import json

import pytest

from compare_models import as_table, compare
from geetkar.pages.shared.model_differences import differences, variant_of

BASE = {"name": "base", "cell": "lstm", "hidden": 4, "dropout": 0.0, "checkpoints": [5], "cooled": []}
MODELS = [
    BASE,
    {**BASE, "name": "gru", "cell": "gru"},
    {**BASE, "name": "large", "hidden": 8, "dropout": 0.5},
    {**BASE, "name": "large_gru", "hidden": 8, "dropout": 0.5, "cell": "gru"},
    {**BASE, "name": "longer", "checkpoints": [9]},
]


def test_when_a_model_is_kept_is_no_difference():
    assert differences(MODELS[4], BASE) == {}


@pytest.mark.parametrize(("number", "like"), [(1, "base"), (2, "base"), (3, "large"), (4, "base")])
def test_a_model_is_a_variant_of_the_earlier_one_most_like_it(number, like):
    assert variant_of(MODELS, number)["name"] == like


def test_the_first_model_is_a_variant_of_none():
    assert variant_of(MODELS, 0) is None


@pytest.fixture
def rows(tmp_path):
    def write(name, content):
        (tmp_path / name).write_text(json.dumps(content) + "\n")
        return str(tmp_path / name)

    def metrics(name, step, bpc):
        end = {"step": step, "cooled_from": None, "characters_seen": step * 1000, "parameters": 1_500_000}
        return write(f"{name}.{step}", {**end, "validation_bpc": bpc, "test_bpc": bpc + 0.1})

    measured = [
        [metrics(model["name"], 5, 3.0 - number / 4), metrics(model["name"], 9, 3.2)]
        for number, model in enumerate(MODELS)
    ]
    timing = write("timing", {"step": 5, "seconds": 2.0})
    return compare(MODELS, measured, [[timing, timing]] * len(MODELS))


def test_a_model_stands_by_its_best_checkpoint(rows):
    assert [(row["step"], row["validation_bpc"]) for row in rows[:2]] == [(5, 3.0), (5, 2.75)]


def test_a_model_cost_the_seconds_of_all_its_segments(rows):
    assert {row["seconds"] for row in rows} == {4.0}


def test_a_row_tells_what_was_changed_and_what_that_gained(rows):
    assert "| gru | base with cell: gru | 1.50 | 0.0 | 4 | 2.750 | -0.250 |" in as_table(rows)
    assert "| large_gru | large with cell: gru | 1.50 | 0.0 | 4 | 2.250 | -0.250 |" in as_table(rows)


def test_the_first_row_is_compared_with_none(rows):
    assert "| base |  | 1.50 | 0.0 | 4 | 3.000 |  |" in as_table(rows)
