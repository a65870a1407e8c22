"""The comparison of presets with baselines that are trained for the same time."""

import json

import pytest

import benchmark_baseline
import benchmark_learning
import benchmark_yardsticks
from benchmarking.preset_training import Measured


@pytest.fixture
def files(text, tmp_path):
    (tmp_path / "text").write_text(text)
    (tmp_path / "preset").write_text('{"seconds": 7}')
    return [str(tmp_path / "text")], str(tmp_path / "preset")


def test_a_baseline_trains_for_the_seconds_of_the_preset(files, tmp_path, monkeypatch):
    monkeypatch.setattr(benchmark_baseline, "measure_baseline", lambda name, text, seconds: {name: seconds})
    benchmark_baseline.main(*files, "plain_port", {}, str(tmp_path / "figures"))
    assert json.loads((tmp_path / "figures").read_text()) == {"plain_port": 7}


def test_a_preset_without_its_memory_is_a_baseline(files, tmp_path, monkeypatch):
    monkeypatch.setattr(benchmark_baseline, "without_memory", lambda entry, text, seconds: {**entry, "for": seconds})
    monkeypatch.setattr(benchmark_baseline, "measure_preset", lambda entry, text: Measured(entry, b""))
    benchmark_baseline.main(*files, "without_memory", {"hidden": 3}, str(tmp_path / "figures"))
    assert json.loads((tmp_path / "figures").read_text()) == {"hidden": 3, "for": 7}


def test_the_table_has_a_row_for_each_training_and_yardstick(tmp_path):
    preset = {
        "seconds": 9.0,
        "characters_per_second": 8.0,
        "nats": 1.0,
        "bpc": 1.4,
        "test_bpc": 1.3,
        "dynamic_bpc": 1.2,
        "eight_bits_cost_bpc": 0.01,
        "written": ["nadii"],
    }
    machine = {"cores": 2, "processor": "x", "system": "Linux", "python": "3.11", "versions": {}}
    yardsticks = [
        {"name": "xz", "validation_bpc": 2.0, "adaptive": True},  # of a plain text, which has no test part
        {"name": "Counts alone", "validation_bpc": 2.0, "test_bpc": 1.9, "adaptive": False},
    ]
    files = {
        "preset": {**preset, "machine": machine},
        "port": {key: preset[key] for key in ("seconds", "characters_per_second", "nats")},
        "yardsticks": yardsticks,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    seeds = {"1": str(tmp_path / "preset"), "2": str(tmp_path / "preset")}
    trainings = {"fastest": {"seeds": seeds, "baselines": {"plain_port": str(tmp_path / "port")}}}
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    benchmark_learning.main(trainings, str(tmp_path / "yardsticks"), str(figures), str(table))
    _, _, *rows = [line for line in table.read_text().splitlines() if line.startswith("|")]
    assert len(rows) == 5
    assert rows[0].endswith("| 1.400 | 1.200 | 1.300 |")
    assert rows[1].startswith("| `fastest`, seed 2 |")
    assert rows[2].endswith("| 1.443 |  |  |")  # nats to bits
    assert rows[3].endswith("| | | 2.000 |  |")
    assert rows[4].endswith("| | 2.000 | | 1.900 |")
    assert "nadii" not in figures.read_text()
    assert "8-bit weights cost `fastest` +0.0100 bits per character." in table.read_text()


def test_yardsticks_read_the_last_tenth_of_a_plain_text(tmp_path):
    (tmp_path / "plain.txt").write_text("abcdefghij klmnop\n" * 45 + "abcdefghij klmnop\n" * 5)
    (tmp_path / "odd.txt").write_text("abcdefghij klmnop\n" * 45 + "PMLKJIHGFE DCBA..\n" * 5)
    bits = {}
    for name in ("plain", "odd"):
        benchmark_yardsticks.main([str(tmp_path / f"{name}.txt")], str(tmp_path / name))
        bits[name] = {row["name"]: row["validation_bpc"] for row in json.loads((tmp_path / name).read_text())}
    assert bits["plain"].keys() == bits["odd"].keys() >= {"xz", "PPMd, order 16", "Counts alone"}
    assert all(bits["plain"][name] < bits["odd"][name] for name in bits["plain"])
