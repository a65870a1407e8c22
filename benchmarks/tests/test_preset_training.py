import math
from dataclasses import asdict
from itertools import count
from types import SimpleNamespace

import pytest

from benchmarking import preset_training
from benchmarking.learned_text import number_text, remembered
from benchmarking.preset_training import TEXTS, TRIAL_STEPS, measure_preset, stretches, without_memory
from geetkar.training.held_out_loss import evaluate
from geetkar.training.loop import METRICS_EVERY, train_until
from geetkar.training.model import Model
from geetkar.training.progress import begin


@pytest.fixture
def preset(tiny_model):
    return {**asdict(tiny_model), "checkpoints": [4, 8], "cooled": [{"from": 8, "step": 12}]}


def test_a_preset_is_trained_to_its_last_cooled_checkpoint(preset):
    assert list(stretches(preset)) == [(8, None), (12, range(8, 12))]
    assert list(stretches({**preset, "cooled": []})) == [(8, None)]


def test_a_presets_loss_is_that_at_the_end_of_its_cooling(preset, text):
    numbered, model = number_text(text, text), Model.configured(preset)
    progress = begin(model, numbered.vocabulary)
    for last_step, cooling in stretches(preset):
        list(train_until(progress, model, numbered.train, last_step, cooling))
    expected = evaluate(progress.network, numbered.validation, numbered.vocabulary)
    assert measure_preset(preset, numbered).figures["nats"] == pytest.approx(expected.nats)


def test_a_preset_is_measured(preset, text):
    found = measure_preset(preset, number_text(text, text)).figures
    assert found["characters_per_second"] == pytest.approx(12 * preset["batch"] * preset["sequence"] / found["seconds"])
    assert found["bpc"] == pytest.approx(found["nats"] / math.log(2))
    assert found["dynamic_bpc"] < found["bpc"]
    assert 0 < abs(found["eight_bits_cost_bpc"]) < 0.1
    assert "test_bpc" not in found
    assert len(set(found["written"])) == TEXTS


def test_a_presets_loss_on_test_songs_is_measured(preset, text):
    found = measure_preset(preset, number_text(text, text[:300], text)).figures
    assert found["test_bpc"] == pytest.approx(measure_preset(preset, number_text(text, text)).figures["bpc"])


def test_a_preset_with_a_memory_is_measured_without_dynamic_evaluation(preset, text):
    found = measure_preset({**preset, "memory": "song"}, number_text(text, text)).figures
    assert "dynamic_bpc" not in found
    assert abs(found["eight_bits_cost_bpc"]) < 0.1


def test_a_remembered_text_has_a_row_for_each_character(text):
    numbered = remembered(number_text(text, text[:300]), "song")
    assert [len(split.rows) for split in (numbered.train, numbered.validation)] == [len(text), 300]


def test_a_preset_without_its_memory_has_the_steps_that_fit_into_a_time(preset, text, monkeypatch):
    clock = count(0, 10)  # ten seconds pass between two looks at it
    monkeypatch.setattr(preset_training, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    first, last = TRIAL_STEPS
    lines = (last - first) // METRICS_EVERY  # of metrics, each with one look
    shortened = without_memory({**preset, "memory": "song"}, number_text(text, text), seconds=lines * 10 * 6)
    assert shortened["memory"] == "none"
    assert shortened["cooled"] == [{"from": 400, "step": 600}]
    uncooled = without_memory({**preset, "cooled": []}, number_text(text, text), seconds=lines * 10)
    assert (uncooled["checkpoints"], uncooled["cooled"]) == ([100], [])
