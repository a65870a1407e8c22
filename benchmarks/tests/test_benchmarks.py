"""The scripts of the benchmarks."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd
import pytest

import benchmark_baseline
import benchmark_crawl
import benchmark_dag
import benchmark_learning
import benchmark_preset
import benchmark_speed
import draw_benchmarks
from benchmarking import page_size, training_speed, writing_speed
from benchmarking.learned_text import Text, number_text
from benchmarking.own_process import in_a_process
from geetkar.pages.shared.machine import machine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def preset(tiny_model):
    return {**asdict(tiny_model), "checkpoints": [4, 8], "cooled": [{"from": 8, "step": 12}]}


def test_a_preset_is_trained_to_its_last_cooled_checkpoint(preset):
    assert list(benchmark_preset.stretches(preset)) == [(8, None), (12, range(8, 12))]
    assert list(benchmark_preset.stretches({**preset, "cooled": []})) == [(8, None)]


def test_a_preset_is_measured(preset, text):
    found = benchmark_preset.measure_preset(preset, number_text(text, text))
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
    trainings = {"songs": {"fastest": (str(tmp_path / "preset"), {"plain_port": str(tmp_path / "port")})}}
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    benchmark_learning.main(trainings, str(tmp_path / "yardsticks"), str(figures), str(table))
    rows = [line for line in table.read_text().splitlines() if line.startswith("| songs |")]
    assert len(rows) == 4
    assert rows[0].endswith("| 1.400 | 1.200 |")
    assert rows[1].endswith("| 1.443 |  |")  # nats to bits
    assert "Weights of eight bits cost `fastest` +0.0100 bits per character (songs)." in table.read_text()


def test_a_text_can_be_sent_to_a_process_of_its_own(text):
    assert in_a_process(len, number_text(text, text)) == len(Text._fields)


def test_the_articles_network_is_measured_alone_and_shared_among_the_cores(tiny_model):
    variants = benchmark_speed.variants(replace(tiny_model, batch=50), cores=4)
    assert [(model.processes, threads) for model, threads in variants.values()][:3] == [(1, 1), (1, 2), (2, 1)]


def test_the_table_of_speeds_compares_with_the_plain_port(text, tiny_model, tmp_path, monkeypatch):
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
            "measure_training_growth": {},
            "measure_writing_growth": {},
        }[work.__name__],
    )
    monkeypatch.setattr(benchmark_speed.os, "cpu_count", lambda: 2)
    (tmp_path / "text").write_text(text)
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    benchmark_speed.main([str(tmp_path / "text")], asdict(replace(tiny_model, batch=50)), str(figures), str(table))
    assert "| one process | cpu, float32 | 25 | 2.50 | 50% |" in table.read_text()
    assert "| 2 models side by side | cpu, float32 | 50 | 5.00 | 50% |" in table.read_text()
    assert "| 1 | 30 | 60 | 10 | 5 |" in table.read_text()


def test_training_of_ever_more_steps_is_timed(tiny_model, text, monkeypatch):
    monkeypatch.setattr(training_speed, "GROWTH_STEPS", 1)
    growth = training_speed.measure_training_growth(tiny_model, number_text(text, text))
    units = tiny_model.batch * tiny_model.sequence
    assert growth["amounts"] == [units, 3 * units, 10 * units] and len(growth["seconds"]) == 3


def test_writing_of_ever_longer_songs_is_timed(tiny_model, text, monkeypatch):
    monkeypatch.setattr(writing_speed, "LENGTHS", {1: 9, 2: 5})
    growth = writing_speed.measure_writing_growth(tiny_model, number_text(text, text))
    assert growth["amounts"] == [10, 30, 100] and min(growth["seconds"]) > 0


def test_archives_of_three_sizes_are_crawled(tmp_path, monkeypatch):
    files = [str(path) for path in sorted(ROOT.glob("demo_archive/*.isb.txt"))[:3]]
    monkeypatch.setattr(benchmark_crawl, "measure_crawl", lambda folder: {"seconds": len(list(Path(folder).iterdir()))})
    growth = benchmark_crawl.measure_growth(files, 20)
    assert growth["amounts"] == growth["seconds"] == [2, 6, 20]


def test_planning_is_measured_by_a_dry_run_of_everything():
    found = benchmark_dag.measure(3, str(ROOT / "Snakefile"), str(ROOT / "demo_archive"))
    # Three checkpoints, each trained, sampled, measured and drawn, and more than ten jobs for the rest.
    assert found["jobs"] > 3 * 4 + 10 and found["seconds"] > 0 and found["peak_mb"] > 10


def test_a_dry_run_that_fails_is_shown(tmp_path):
    with pytest.raises(RuntimeError, match="dry run of 1 checkpoints failed"):
        benchmark_dag.measure(1, str(ROOT / "Snakefile"), str(tmp_path / "nothing"))


def test_a_checkpoint_is_copied_under_other_steps():
    metrics = pd.DataFrame([{"model": "a", "step": 700, "cooled_from": 400}])
    copies = page_size.copies_of((metrics, [{"step": 1}, {"step": 700, "cooled_from": 400}], {"step": 700}), 2)
    assert copies[0].to_dict("list") == {"model": ["a", "a"], "step": [1, 2], "cooled_from": [0, 0]}
    assert copies[1:] == (
        [[{"step": 1, "cooled_from": None}], [{"step": 2, "cooled_from": None}]],
        {1: {"step": 1}, 2: {"step": 2}},
    )


def test_the_page_of_benchmarks_shows_tables_and_growth(tmp_path):
    growth = {
        "work": "songs crawled",
        "amounts": [1000, 3000, 10000],
        "seconds": [2.0, 6.0, 24.0],
        "peak_mb": [1, 1, 2],
    }
    figures, tables = {}, {}
    for name in ("crawl", "corpus", "speed", "learning", "dag", "pages"):
        figures[name], tables[name] = tmp_path / f"{name}.json", tmp_path / f"{name}.md"
        figures[name].write_text(json.dumps({"machine": machine(), "growth": [growth]}))
        tables[name].write_text(f"| <b>{name}</b> |\n|---|\n| 7 |\n")
    path = tmp_path / "page.html"
    draw_benchmarks.main(list(figures), figures.values(), tables.values(), ROOT / "requirements.lock", path)
    page = path.read_text()
    assert "&lt;b&gt;dag&lt;/b&gt;" in page and '<td class="number">12.0</td>' in page
