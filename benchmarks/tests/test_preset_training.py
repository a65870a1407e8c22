from dataclasses import asdict

import pytest

from benchmarking.learned_text import number_text
from benchmarking.preset_training import measure_preset, stretches


@pytest.fixture
def preset(tiny_model):
    return {**asdict(tiny_model), "checkpoints": [4, 8], "cooled": [{"from": 8, "step": 12}]}


def test_a_preset_is_trained_to_its_last_cooled_checkpoint(preset):
    assert list(stretches(preset)) == [(8, None), (12, range(8, 12))]
    assert list(stretches({**preset, "cooled": []})) == [(8, None)]


def test_a_preset_is_measured(preset, text):
    found = measure_preset(preset, number_text(text, text))
    assert found["characters_per_second"] == pytest.approx(12 * preset["batch"] * preset["sequence"] / found["seconds"])
    assert 0 < found["nats"] < 5
    assert found["dynamic_bpc"] < found["bpc"]
    assert 0 < abs(found["eight_bits_cost_bpc"]) < 0.1
