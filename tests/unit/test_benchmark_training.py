import json
from itertools import islice

import pytest

import benchmark_training
from geetkar.errors import InputError
from geetkar.network import plain_port


@pytest.fixture(autouse=True)
def small_port(monkeypatch):
    """The port is 3 layers of 300; the tests need not wait for that."""
    monkeypatch.setattr(plain_port, "LAYERS", 1)
    monkeypatch.setattr(plain_port, "HIDDEN", 24)


@pytest.fixture
def preset(tiny_model):
    return {**tiny_model, "checkpoints": [4, 8], "cooled": [{"from": 8, "step": 12}]}


def test_a_preset_is_trained_to_its_last_cooled_checkpoint(preset):
    assert list(benchmark_training.stretches(preset)) == [(8, None), (12, range(8, 12))]
    assert list(benchmark_training.stretches({**preset, "cooled": []})) == [(8, None)]


def test_a_preset_is_measured(preset, text):
    found = benchmark_training.measure_preset(preset, text, text)
    assert found["characters_per_second"] == pytest.approx(12 * preset["batch"] * preset["sequence"] / found["seconds"])
    assert 0 < found["nats"] < 5
    assert found["bpc"] > found["nats"]


def test_the_plain_port_learns(split, vocabulary):
    steps = islice(plain_port.train_plain_port(split, len(vocabulary)), 60)
    losses = [
        benchmark_training.figures(network, seconds, read, split, vocabulary)["nats"]
        for network, seconds, read in steps
        if read in (2500, 60 * 2500)
    ]
    assert losses[1] < 0.9 * losses[0]


@pytest.fixture
def split(text, vocabulary):
    """A text long enough for a window of the port."""
    return benchmark_training.prepare(text * 3, text)[1]


def test_another_text_is_parted_nine_to_one(tmp_path):
    for name in ("train.txt", "val.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "plain.txt").write_text("0123456789" * 10)
    texts = benchmark_training.read_texts(
        [str(tmp_path / name) for name in ("train.txt", "val.txt")], str(tmp_path / "plain.txt")
    )
    assert texts["songs"] == ("train.txt", "val.txt")
    assert [len(part) for part in texts["plain"]] == [90, 10]


def test_a_text_that_is_not_there_is_named(tmp_path):
    (tmp_path / "songs").write_text("a")
    songs = [str(tmp_path / "songs")] * 2
    with pytest.raises(InputError, match=r"benchmarks.text.*nowhere"):
        benchmark_training.read_texts(songs, "nowhere")


def test_the_table_has_a_row_for_each_training(preset, text, tmp_path, monkeypatch):
    monkeypatch.setattr(benchmark_training, "in_a_process", lambda work, *arguments: work(*arguments))
    monkeypatch.setattr(
        benchmark_training,
        "measure_speed",
        lambda *_: {"characters_per_second": 2.0, "plain_port": 1.0, "ratio": 2.0, "processes": 2},
    )
    for name in ("train", "val"):
        (tmp_path / name).write_text(text * 3)
    yardsticks = [{"name": name, "validation_bpc": 2.0, "adaptive": name == "xz"} for name in ("xz", "n-gram")]
    (tmp_path / "yardsticks").write_text(json.dumps(yardsticks))
    *songs, known, figures, table = (
        str(tmp_path / name) for name in ("train", "val", "yardsticks", "figures.json", "table.md")
    )
    benchmark_training.main(songs, None, known, {"quick": preset}, preset, figures, table)
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert len(figures["texts"]["songs"]) == 2
    assert (tmp_path / "table.md").read_text().count("| songs |") == 4
