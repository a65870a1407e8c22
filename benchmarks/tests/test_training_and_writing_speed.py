"""How fast this project's networks and the baselines train and write."""

import json
from dataclasses import asdict, replace
from itertools import count, islice
from types import SimpleNamespace

import pytest

import benchmark_speed
from benchmarking import training_speed, writing_speed
from benchmarking.baselines.plain_port import train_plain_port
from benchmarking.learned_text import Text, number_text
from benchmarking.own_process import in_a_process
from benchmarking.planned_songs import open_writer
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.song_requests import SongRequest
from geetkar.training.progress import begin
from geetkar.verse.notation import parse_form

pytestmark = pytest.mark.usefixtures("small_baselines")


@pytest.fixture
def hasty(monkeypatch):
    monkeypatch.setattr(training_speed, "SIDE", {"cpu": 64})
    monkeypatch.setattr(writing_speed, "LENGTHS", {1: 5, 4: 2})


def test_a_trainings_speed_is_a_share_of_the_matrix_rate(hasty, tiny_model, long_text):
    model = replace(tiny_model, decay_factor=1.0)
    found = training_speed.measure_training(model, long_text, seconds=0.3)
    weights = sum(each.numel() for each in begin(model, long_text.vocabulary).network.parameters())
    operations = found["characters_per_second"] * weights * 6  # two forward and four backward
    assert found["share_of_matrix_rate"] == pytest.approx(operations / (found["matrix_gflops"] * 1e9))


def a_clock(monkeypatch):
    """Let a second pass between two looks at the clock of `training_speed`."""
    seconds = count()
    monkeypatch.setattr(training_speed, "time", SimpleNamespace(perf_counter=lambda: next(seconds)))
    monkeypatch.setattr(training_speed.os, "cpu_count", lambda: 1)  # threads of a tiny network wait for each other


def test_a_training_with_a_memory_reads_its_rows(hasty, tiny_model, long_text):
    model = replace(tiny_model, decay_factor=1.0, memory="song")
    assert training_speed.measure_training(model, long_text, seconds=0.3)["characters_per_second"] > 0


def test_a_speed_is_counted_after_the_first_step(monkeypatch):
    a_clock(monkeypatch)
    assert training_speed.units_per_second(iter(range(1000, 2000, 30)), seconds=10) == 30


def test_the_plain_ports_speed_is_that_of_the_units_it_reads(long_text, monkeypatch):
    a_clock(monkeypatch)
    steps = [read for _, read in islice(train_plain_port(long_text.train, len(long_text.vocabulary)), 2)]
    monkeypatch.setattr(training_speed, "matrix_rate", lambda device, dtype: 1e9)
    assert training_speed.measure_plain_training(long_text, seconds=10)["characters_per_second"] == steps[1] - steps[0]


def test_a_training_that_ends_before_its_speed_is_measured_is_an_error():
    with pytest.raises(RuntimeError, match="before its speed was measured"):
        training_speed.units_per_second(iter([1000, 1010]), seconds=10)


def test_all_ways_to_write_are_measured(hasty, tiny_model, long_text):
    speeds = writing_speed.measure_writing(tiny_model, replace(tiny_model, hidden=8), long_text)
    assert set(speeds) == {"1", "4"}
    assert all(len(ways) == 8 and min(ways.values()) > 0 for ways in speeds.values())


@pytest.fixture
def songwriter(songs_with_plans, network_with_plans, tmp_path):
    """Return the files of a trained network with plans: itself, the words that rhyme, and the spellings."""
    network, words, spelled = (tmp_path / name for name in ("network.onnx", "rhyming_words.json", "spellings.json"))
    network.write_bytes(network_with_plans.network)
    words.write_text(json.dumps(songs_with_plans.rhymes.as_dict()))
    spelled.write_text(json.dumps(songs_with_plans.spellings.as_dict()))
    return network, words, spelled


def test_songs_to_a_form_are_measured(hasty, songwriter):
    speeds = writing_speed.measure_planned_writing(*songwriter)
    assert set(speeds) == {"1", "4"}
    assert all(len(ways) == 2 and min(ways.values()) > 0 for ways in speeds.values())


def test_the_characters_of_finished_songs_are_counted(hasty, songwriter, songs_with_plans, monkeypatch):
    monkeypatch.setattr(writing_speed, "fastest_of", lambda ways: dict.fromkeys(ways, 2.0))
    writer = open_writer(OnnxNetwork(songwriter[0]), songs_with_plans.rhymes, songs_with_plans.spellings)
    (song,) = writer.write([SongRequest(parse_form(writing_speed.FORM), writing_speed.TEMPERATURE, 0)])
    alone = writing_speed.measure_planned_writing(*songwriter)["1"]
    assert alone["`songwriter`, to a form"] == len(song.text) / 2


def test_a_text_can_be_sent_to_a_process_of_its_own(text):
    assert in_a_process(len, number_text(text, text)) == len(Text._fields)


def test_the_articles_network_is_measured_alone_and_shared_among_the_cores(tiny_model):
    variants = training_speed.variants(replace(tiny_model, batch=50), tiny_model, cores=4)
    assert [(model.processes, threads) for model, threads in variants.values()][:3] == [(1, 1), (1, 2), (2, 1)]


def test_the_table_of_speeds_compares_with_the_plain_port(text, tiny_model, tmp_path, monkeypatch):
    found = {
        "device": "cpu",
        "precision": "float32",
        "characters_per_second": 10.0,
        "matrix_gflops": 1.0,
        "share_of_matrix_rate": 0.5,
    }
    measured = {
        "measure_plain_training": found,
        "measure_training": {**found, "characters_per_second": 25.0},
        "measure_planned_writing": {"1": {"to a form": 20.0}, "64": {"to a form": 60.0}},
        "measure_writing": {"1": {"nanoGPT": 5.0}, "64": {"nanoGPT": 6.0}},
        "measure_training_growth": {},
        "measure_writing_growth": {},
    }
    for module in (benchmark_speed, training_speed):
        monkeypatch.setattr(module, "in_a_process", lambda work, *_: measured[work.__name__])
    monkeypatch.setattr(benchmark_speed.os, "cpu_count", lambda: 2)
    (tmp_path / "text").write_text(text)
    figures, table = tmp_path / "figures.json", tmp_path / "table.md"
    article, fastest = asdict(replace(tiny_model, batch=50)), asdict(tiny_model)
    songwriter = ("network", "words", "spellings")
    benchmark_speed.main([str(tmp_path / "text")], article, fastest, *songwriter, str(figures), str(table))
    assert "| one process | cpu, float32 | 25 | 2.50 | 50% |" in table.read_text()
    for name in ("2 models side by side", "2 models side by side, 64 streams of 100 each"):
        assert f"| {name} | cpu, float32 | 50 | 5.00 | 50% |" in table.read_text()
    assert "| nanoGPT | 5 | 6 |\n| to a form | 20 | 60 |" in table.read_text()


def test_training_of_ever_more_steps_is_timed(tiny_model, text, monkeypatch):
    monkeypatch.setattr(training_speed, "GROWTH_STEPS", 1)
    growth = training_speed.measure_training_growth(tiny_model, number_text(text, text))
    units = tiny_model.batch * tiny_model.sequence
    assert growth["amounts"] == [units, 3 * units, 10 * units] and len(growth["seconds"]) == 3


def test_writing_of_ever_longer_songs_is_timed(tiny_model, text, monkeypatch):
    monkeypatch.setattr(writing_speed, "LENGTHS", {1: 9, 2: 5})
    growth = writing_speed.measure_writing_growth(tiny_model, number_text(text, text))
    assert growth["amounts"] == [10, 30, 100] and min(growth["seconds"]) > 0
