"""Losses in bits per character, the unit of the tables."""

import math
from dataclasses import asdict

import pytest

from geetkar.pages.shared.loss_charts import labels_of, loss_chart, losses_in_bits
from geetkar.training.model import NamedModel


def segment(model, step, *, cooled_from=None, characters=1.0, bpc=2.0, nats=1.5, before=()):
    """Return the metrics of a segment that ends at a step, with units of so many characters."""
    read = step * model.batch * model.sequence * characters
    end = {
        "step": step,
        "cooled_from": cooled_from,
        "characters_seen": round(read),
        "validation_nats": nats,
        "validation_bpc": bpc,
        "before": {"training": list(before), "validation": list(before)},
    }
    return [{"step": step - 1, "loss_nats": 3.0}, end]


def test_the_validation_losses_are_those_of_the_tables(tiny_model):
    trunk, cooled = losses_in_bits(
        [segment(tiny_model, 10, bpc=2.5), segment(tiny_model, 20, bpc=1.9, cooled_from=10)], tiny_model
    )
    assert (trunk.validation, cooled.validation) == ([(10, 2.5)], [(20, 1.9)])


def test_a_nat_per_character_is_as_many_bits_as_two_has_in_e(tiny_model):
    nats = 1.5
    trunk, _ = losses_in_bits([segment(tiny_model, 10, nats=nats, bpc=nats / math.log(2))], tiny_model)
    assert trunk.training == [(9, pytest.approx(3 / math.log(2), rel=1e-6))]


def test_a_loss_per_word_is_shared_by_the_characters_of_a_word(tiny_model):
    lines = segment(tiny_model, 1000, characters=4.0, nats=6.0, bpc=6 / 4 / math.log(2))
    trunk, _ = losses_in_bits([lines], tiny_model)
    assert trunk.training == [(999, pytest.approx(3 / 4 / math.log(2), rel=1e-3))]


def test_bits_that_the_validation_loss_leaves_out_are_taken_off_the_training_loss(tiny_model):
    lines = segment(tiny_model, 10, nats=1.5, bpc=1.5 / math.log(2) - 0.25)
    trunk, _ = losses_in_bits([lines], tiny_model)
    assert trunk.training == [(9, pytest.approx(3 / math.log(2) - 0.25, rel=1e-6))]


def test_losses_before_the_first_segment_come_first(tiny_model):
    trunk, _ = losses_in_bits([segment(tiny_model, 10, before=[(5, 3.0)])], tiny_model)
    assert [step for step, _ in trunk.training] == [5, 9] and [step for step, _ in trunk.validation] == [5, 10]


def test_the_chart_says_in_words_how_far_the_loss_fell(tiny_model):
    assert "down to 2.00 bits per character" in loss_chart([segment(tiny_model, 10)], tiny_model)


def test_models_with_the_same_name_for_people_have_both_names(tiny_model):
    first, other, words = (
        NamedModel(**{**asdict(tiny_model), "name": name, "unit": unit})
        for name, unit in (("one", "char"), ("two", "char"), ("three", "word"))
    )
    assert len(set(labels_of([first, other, words]).values())) == 3
    assert "(one)" in labels_of([first, other])["one"] and "(one)" not in labels_of([first, words])["one"]
