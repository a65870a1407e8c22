"""The check of a GPU, with small networks on whatever device there is."""

import json
from dataclasses import asdict
from types import SimpleNamespace

import pytest
from tiny_training import TINY_MODEL

import benchmark_gpu
from benchmarking import gpu_check
from benchmarking.gpu_check import SIZES, compare_losses, run_tests, seconds_to_equal_loss
from geetkar.verse.arrangement import Arrangement
from geetkar.workflow.errors import InputError

MODEL = {**asdict(TINY_MODEL), "checkpoints": [4, 8], "cooled": [{"from": 8, "step": 12}]}
PRESETS = {
    "songwriter": {**MODEL, "line_order": "backward", "plans": True, "memory": "song"},
    "gpu": {**MODEL, "device": "gpu"},
}


@pytest.fixture(scope="module")
def texts(songs_with_plans, tmp_path_factory):
    """Return the files of a text and of the same with plans, each for training and validation."""
    folder, song = tmp_path_factory.mktemp("texts"), songs_with_plans.text * 4
    (folder / "text").write_text(song)
    (folder / "planned").write_text(Arrangement("backward", songs_with_plans.spellings.sounds).arrange(song))
    return [[str(folder / name)] * 2 for name in ("text", "planned")]


@pytest.fixture(scope="module")
def checked(texts, tmp_path_factory):
    """Return what the small check finds, and the table that it writes, with all parts in this process."""
    figures, table = (tmp_path_factory.mktemp("checked") / name for name in ("figures.json", "table.md"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gpu_check, "TRIAL_STEPS", (10, 20))
        patch.setattr(benchmark_gpu, "in_a_process", lambda work, *arguments: work(*arguments))
        patch.setattr(benchmark_gpu, "run_tests", lambda project: dict.fromkeys(gpu_check.OUTCOMES, 0))
        patch.setenv("CUDA_VISIBLE_DEVICES", "")
        benchmark_gpu.main(*texts, "small", MODEL, PRESETS, str(figures), str(table))
    return SimpleNamespace(**json.loads(figures.read_text()), table=table.read_text())


def test_both_presets_are_trained_to_an_equal_loss(checked):
    loss, seconds = checked.equal_loss["bpc"], checked.equal_loss["seconds"]
    assert loss > 0 and set(seconds) == set(checked.presets) == set(PRESETS)


def test_a_training_has_a_loss_at_each_of_its_points(checked):
    assert all(len(found["points"]) >= gpu_check.POINTS for found in checked.presets.values())


def test_the_losses_on_one_device_are_the_same(checked):
    assert checked.curve["steps"] == SIZES["small"].curve_steps
    assert checked.curve["largest_difference"] == 0 and ": the same." in checked.table


def test_two_networks_are_timed(checked):
    assert [each["characters_per_second"] > 0 for each in checked.speeds.values()] == [True, True]
    assert "| 3 x 1024, 128 streams of 100 | cpu, " in checked.table


def test_without_a_gpu_the_full_check_says_what_to_do(texts, monkeypatch):
    monkeypatch.setattr(benchmark_gpu.torch.cuda, "is_available", lambda: False)
    with pytest.raises(InputError, match=r"torch finds no GPU: .* make gpu-check SIZE=small"):
        benchmark_gpu.main(*texts, "full", MODEL, PRESETS, "figures", "table")


def test_losses_that_differ_too_much_are_not_the_same():
    assert compare_losses([2.0, 1.1], [2.0, 1.0])["largest_difference"] == pytest.approx(0.1)


def test_the_equal_loss_is_the_lowest_that_both_reach():
    curves = {"one": [(1, 3.0), (2, 1.0)], "other": [(5, 2.5), (9, 2.0)]}
    trained = {
        name: {"points": [{"seconds": seconds, "bpc": bpc} for seconds, bpc in points]}
        for name, points in curves.items()
    }
    assert seconds_to_equal_loss(trained) == (2.0, {"one": 2, "other": 9})


def test_the_tests_that_need_a_gpu_are_found():
    found = run_tests(benchmark_gpu.PROJECT)
    assert found["tests"] == 12 and found["failures"] == found["errors"] == 0
