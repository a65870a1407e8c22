"""The loss function, on logits whose loss is known."""

import math

import pytest
import torch

from geetkar.training.loss import UNSCORED, mean_nats, total_nats


def test_equal_logits_cost_the_logarithm_of_the_number_of_units():
    targets = torch.tensor([[0, 3], [2, 1], [1, 1]])
    assert mean_nats(torch.zeros(3, 2, 4), targets).item() == pytest.approx(math.log(4))
    assert total_nats(torch.zeros(3, 2, 4), targets).item() == pytest.approx(6 * math.log(4))


def test_an_unscored_target_adds_nothing_to_the_loss():
    logits = torch.randn(3, 2, 4, generator=torch.Generator().manual_seed(1))
    targets = torch.tensor([[0, 3], [2, 1], [1, UNSCORED]])
    assert total_nats(logits, targets).item() == pytest.approx(
        5 * mean_nats(logits.reshape(6, 1, 4)[:5], targets.reshape(6, 1)[:5]).item()
    )
