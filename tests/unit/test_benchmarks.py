"""The scripts of the training benchmarks."""

import json

import pytest

import benchmark_baseline
import benchmark_learning
import benchmark_preset
import benchmark_speed
from geetkar.baselines import contest
from geetkar.machine import in_a_process


@pytest.fixture
def preset(tiny_model):
    return {**tiny_model, "checkpoints": [4, 8], "cooled": [{"from": 8, "step": 12}]}


def test_a_preset_is_trained_to_its_last_cooled_checkpoint(preset):
    assert list(benchmark_preset.stretches(preset)) == [(8, None), (12, range(8, 12))]
    assert list(benchmark_preset.stretches({**preset, "cooled": []})) == [(8, None)]


def test_a_preset_is_measured(preset, text):
    found = benchmark_preset.measure_preset(preset, contest.number_text(text, text))
    assert found["characters_per_second"] == pytest.approx(12 * preset["batch"] * preset["sequence"] / found["seconds"])
    assert 0 < found["nats"] < 5
    assert found["dynamic_bpc"] < found["bpc"]
    assert 0 < abs(found["eight_bits_cost_bpc"]) < 0.1


def test_a_baseline_has_the_seconds_of_the_preset(text, tmp_path, monkeypatch):
    (tmp_path / "text").write_text(text)
    (tmp_path / "preset").write_text('{"seconds": 7}')
    monkeypatch.setattr(benchmark_baseline, "measure_baseline", lambda name, text, seconds: {name: seconds})
    benchmark_baseline.main([str(tmp_path / "text")], str(tmp_path / "preset"), "plain_port", str(tmp_path / "figures"))
    assert json.loads((tmp_path / "figures").read_text()) == {"plain_port": 7}


def test_the_table_has_a_row_for_each_training_and_yardstick(tmp_path):
    preset = {
        "seconds": 9.0,
        "characters_per_second": 8.0,
        "nats": 1.0,
        "bpc": 1.4,
        "dynamic_bpc": 1.2,
        "eight_bits_cost_bpc": 0.01,
    }
    machine = {"cores": 2, "processor": "x", "system": "Linux", "python": "3.11", "versions": {}}
    yardsticks = [{"name": name, "validation_bpc": 2.0, "adaptive": name == "xz"} for name in ("xz", "n-gram")]
    files = {
        "preset": {**preset, "machine": machine},
        "port": {key: preset[key] for key in ("seconds", "characters_per_second", "nats")},
        "yardsticks": yardsticks,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    contests = {"songs": {"fastest": (str(tmp_path / "preset"), {"plain_port": str(tmp_path / "port")})}}
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    benchmark_learning.main(contests, str(tmp_path / "yardsticks"), str(figures), str(table))
    rows = [line for line in table.read_text().splitlines() if line.startswith("| songs |")]
    assert len(rows) == 4
    assert rows[0].endswith("| 1.400 | 1.200 |")
    assert rows[1].endswith("| 1.443 |  |")  # nats to bits
    assert "Weights of eight bits cost `fastest` +0.0100 bits per character (songs)." in table.read_text()


def test_a_text_can_be_sent_to_a_process_of_its_own(text):
    assert in_a_process(len, contest.number_text(text, text)) == len(contest.Text._fields)


def test_the_articles_network_is_measured_alone_and_shared_among_the_cores(tiny_model):
    variants = benchmark_speed.variants({**tiny_model, "batch": 50}, cores=4)
    assert [(model["processes"], threads) for model, threads in variants.values()][:3] == [(1, 1), (1, 2), (2, 1)]


def test_the_table_of_speeds_compares_with_the_plain_port(text, tmp_path, monkeypatch):
    found = {"device": "cpu", "precision": "float32", "characters_per_second": 10.0}
    monkeypatch.setattr(
        benchmark_speed,
        "in_a_process",
        lambda work, *_: {
            "measure_plain_training": found,
            "measure_training": {
                **found,
                "characters_per_second": 25.0,
                "matrix_gflops": 1.0,
                "share_of_matrix_rate": 0.5,
            },
            "measure_writing": {"1": {"geetkar": 30.0, "eight_bits": 60.0, "plain_port": 10.0, "nano_gpt": 5.0}},
        }[work.__name__],
    )
    monkeypatch.setattr(benchmark_speed.os, "cpu_count", lambda: 2)
    (tmp_path / "text").write_text(text)
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    benchmark_speed.main([str(tmp_path / "text")], {"batch": 50}, str(figures), str(table))
    assert "| one process | cpu, float32 | 25 | 2.50 | 50% |" in table.read_text()
    assert "| 2 models side by side | cpu, float32 | 50 | 5.00 | 50% |" in table.read_text()
    assert "| 1 | 30 | 60 | 10 | 5 |" in table.read_text()
