"""Tables of checkpoints' losses and times."""

import json

import pandas as pd
import pytest

from geetkar.training.checkpoint_tables import (
    METRICS,
    TIMINGS,
    best_checkpoints,
    checkpoint_of,
    read_metrics,
    read_timings,
)

END = {"epochs": 1.0, "characters_seen": 100, "parameters": 10, "test_nats": 2.0, "test_bpc": 2.5, "before": {}}
WITHOUT_PLANS = {"validation_plan_bpc": None, "test_plan_bpc": None}


@pytest.fixture
def paths(tmp_path):
    """Metrics of three checkpoints of two models, the last of them cooled."""
    losses = {("one", 10): 3.0, ("two", 10): 2.0, ("one", 20): 2.5}
    for (model, step), loss in losses.items():
        folder = tmp_path / model / f"step-{step:06d}"
        folder.mkdir(parents=True)
        cooled_from = 10 if step == 20 else None
        validation = {"validation_nats": loss, "validation_bpc": loss, **WITHOUT_PLANS}
        end = {**END, **validation, "step": step, "cooled_from": cooled_from}
        lines = [{"step": step, "loss_nats": 1.0}, end]
        (folder / "metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return [tmp_path / model / f"step-{step:06d}" / "metrics.jsonl" for model, step in losses]


@pytest.mark.parametrize(
    "path", ["results/training/one/step-000020/metrics.jsonl", "step-9/results/evaluation/one/step-000020.json"]
)
def test_model_and_step_are_read_from_a_path(path):
    assert checkpoint_of(path) == ("one", 20)


def test_metrics_have_a_row_per_checkpoint_and_typed_columns(paths):
    metrics = read_metrics(paths)
    assert list(zip(metrics["model"], metrics["step"], strict=True)) == [("one", 10), ("two", 10), ("one", 20)]
    assert {name: str(kind) for name, kind in metrics.dtypes.items()} == METRICS
    assert metrics["cooled_from"].tolist() == [0, 0, 10]


def test_timings_are_the_last_line_of_a_segment(tmp_path):
    path = tmp_path / "one/step-000010/timing.jsonl"
    path.parent.mkdir(parents=True)
    lines = [{"step": step, "seconds": step / 5, "peak_memory_bytes": step} for step in (5, 10)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    timings = read_timings([path])
    assert timings.to_dict("records") == [{"model": "one", "step": 10, "seconds": 2.0, "peak_memory_bytes": 10}]
    assert {name: str(kind) for name, kind in timings.dtypes.items()} == TIMINGS


def test_the_best_checkpoint_of_each_model_has_its_lowest_loss(paths):
    best = best_checkpoints(read_metrics(paths))
    assert list(zip(best["model"], best["step"], strict=True)) == [("two", 10), ("one", 20)]


def test_the_earliest_of_equally_good_checkpoints_is_the_best():
    metrics = pd.DataFrame({"model": ["one"] * 3, "step": [30, 20, 10], "validation_bpc": [2.0, 2.0, 3.0]})
    assert best_checkpoints(metrics)["step"].tolist() == [20]
