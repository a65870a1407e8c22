import json
import random

import pytest

import measure_yardsticks
from geetkar.evaluation.compressors import bits_per_character
from geetkar.evaluation.yardsticks import YARDSTICKS

COMPRESSORS = YARDSTICKS[:3]


@pytest.mark.parametrize("yardstick", YARDSTICKS, ids=lambda each: each.name)
def test_the_training_text_costs_less_than_its_characters_in_random_order(yardstick, text):
    shuffled = "".join(random.Random(1).sample(text, len(text)))
    in_order, in_disorder = yardstick.bits_per_character(text, [text, shuffled])
    assert in_order < in_disorder / 2


@pytest.mark.parametrize("compressor", COMPRESSORS, ids=lambda each: each.name)
def test_a_repeated_text_costs_a_compressor_almost_nothing(compressor, text):
    assert compressor.bits_per_character(text, [text])[0] < 0.15


def test_a_compressors_cost_is_per_character_and_not_per_byte():
    assert bits_per_character(bytes, "raat\n", ["nadii", "नदी"]) == [8, 24]


@pytest.fixture
def yardsticks(tmp_path, text):
    paths = [tmp_path / name for name in ("train.txt", "val.txt", "test.txt", "yardsticks.json")]
    for path, written in zip(paths, (text, "pavan jhuume\nlahar gaaye\n", "phuul khile bahaar aa_ii\n"), strict=False):
        path.write_text(written)
    measure_yardsticks.main(*paths)
    return json.loads(paths[-1].read_text())


def test_the_rule_writes_each_yardstick_and_whether_it_adapts(yardsticks):
    adaptive = {each["name"]: each["adaptive"] for each in yardsticks}
    assert adaptive == {
        "xz": True,
        "PPMd, order 6": True,
        "PPMd, order 16": True,
        "Counts alone": False,
        "Counts alone, adapting": True,
    }


def test_the_rule_measures_both_held_out_texts(yardsticks):
    assert all(0 < each[split] < 8 for each in yardsticks for split in ("validation_bpc", "test_bpc"))
