"""The primer's LSTM cell, compared with the article's and with other cells."""

from itertools import pairwise

import numpy as np
import pytest

from geetkar.primer import lstm_cell, sections, small_network


def test_the_small_networks_have_the_articles_number_of_weights():
    assert (
        lstm_cell.count_weights("rnn", 3, 2) + small_network.HIDDEN_TO_OUTPUT.size,
        lstm_cell.count_weights("lstm", 3, 2),
    ) == (12, 40)


def test_the_articles_lstm_counts_and_the_usual_one_does_not():
    counted = lstm_cell.count_up()
    assert all(one["article"] < two["article"] for one, two in pairwise(counted)) and all(
        each["usual"] < 1 for each in counted
    )


def test_both_outputs_are_computed_from_the_same_state():
    gate = 1 / (1 + np.exp(-lstm_cell.OPEN_BIAS))
    assert all(
        (each["article"], each["usual"]) == pytest.approx((each["state"] * gate, np.tanh(each["state"]) * gate))
        for each in lstm_cell.count_up()
    )


def test_a_new_forget_gate_has_the_networks_initial_bias():
    assert lstm_cell.forget_at_first() == pytest.approx(1 / (1 + np.exp(-1)))


@pytest.fixture(scope="module")
def lstm():
    return sections.explain_lstm_cell()


def test_the_last_input_has_a_gradient_of_one(lstm):
    assert lstm_cell.gradients_by_lag("gru")[0].item() == pytest.approx(1)


def test_the_simple_networks_gradient_vanishes(lstm):
    assert lstm["gradients"]["RNN"][-1] < 1e-12


@pytest.mark.parametrize("name", ["LSTM without a forget gate (1997)", "LSTM, forget gate open"])
def test_a_cell_that_forgets_nothing_keeps_its_gradient(lstm, name):
    assert min(lstm["gradients"][name]) > 0.05


def test_an_untrained_forget_gate_loses_less_gradient_than_a_simple_network(lstm):
    with_gate, simple = (lstm["gradients"][name] for name in ("LSTM, forget gate as initialized", "RNN"))
    assert simple[1] < with_gate[1] and simple[-1] < with_gate[-1] < 1e-4
