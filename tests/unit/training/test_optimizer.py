"""The learning rate schedule."""

from dataclasses import replace

import pytest

from geetkar.training.optimizer import learning_rate


@pytest.mark.parametrize(("epoch", "rate"), [(0, 2e-3), (9, 2e-3), (10, 2e-3 * 0.97), (11, 2e-3 * 0.97**2)])
def test_the_learning_rate_decays_as_in_char_rnn(epoch, rate, tiny_model):
    model = replace(tiny_model, learning_rate=2e-3, warmup_steps=0, decay_factor=0.97, decay_after_epochs=10)
    assert learning_rate(model, 0, epoch) == pytest.approx(rate)


@pytest.mark.parametrize(("epoch", "rate"), [(0, 1.0), (1, 0.5), (2, 0.25)])
def test_the_learning_rate_decays_once_an_epoch_at_most(epoch, rate, tiny_model):
    model = replace(tiny_model, learning_rate=1.0, warmup_steps=0, decay_factor=0.5, decay_after_epochs=0)
    assert learning_rate(model, 0, epoch) == rate


def test_the_learning_rate_rises_over_the_warmup_and_falls_over_the_cooling(tiny_model):
    model = replace(tiny_model, learning_rate=1.0, warmup_steps=4, decay_factor=1.0, decay_after_epochs=0)
    assert [learning_rate(model, step, 0) for step in range(6)] == [0.25, 0.5, 0.75, 1, 1, 1]
    assert [learning_rate(model, step, 0, range(6, 10)) for step in range(6, 10)] == [1, 0.75, 0.5, 0.25]
