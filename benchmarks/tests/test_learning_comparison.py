"""The comparison of presets with baselines that are trained for the same time."""

import json

import benchmark_baseline
import benchmark_learning


def test_a_baseline_trains_for_the_seconds_of_the_preset(text, tmp_path, monkeypatch):
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
    yardsticks = [{"name": name, "validation_bpc": 2.0, "adaptive": name == "xz"} for name in ("xz", "Counts alone")]
    files = {
        "preset": {**preset, "machine": machine},
        "port": {key: preset[key] for key in ("seconds", "characters_per_second", "nats")},
        "yardsticks": yardsticks,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    trainings = {"songs": {"fastest": (str(tmp_path / "preset"), {"plain_port": str(tmp_path / "port")})}}
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    benchmark_learning.main(trainings, str(tmp_path / "yardsticks"), str(figures), str(table))
    rows = [line for line in table.read_text().splitlines() if line.startswith("| songs |")]
    assert len(rows) == 4
    assert rows[0].endswith("| 1.400 | 1.200 |")
    assert rows[1].endswith("| 1.443 |  |")  # nats to bits
    assert "8-bit weights cost `fastest` +0.0100 bits per character (songs)." in table.read_text()
