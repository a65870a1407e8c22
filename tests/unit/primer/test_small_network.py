"""The primer's small network, compared with the article's printed numbers or computed in another way."""

import numpy as np
import pytest
import torch

from geetkar.primer import small_network


def test_the_inputs_lead_to_the_printed_hidden_units():
    hidden = small_network.step(small_network.INPUTS, np.zeros(2))
    assert hidden.round(5).tolist() == small_network.PRINTED_HIDDEN[0].tolist()


def test_the_second_step_leads_to_the_printed_hidden_units():
    assert small_network.two_steps()[1]["hidden"].round(5).tolist() == small_network.PRINTED_HIDDEN[1].tolist()


def test_the_transposed_weights_lead_to_other_hidden_units():
    assert small_network.hidden_if_transposed().round(5).tolist() == [0.42683, 0.17054]


@pytest.mark.parametrize(
    ("key", "values"),
    [("score", [0.29152, 0.20873]), ("output", [0.57237, 0.55199]), ("printed", [0.74712, 0.81161])],
)
def test_the_printed_and_the_corrected_outputs_have_their_values(key, values):
    assert [round(step[key], 5) for step in small_network.two_steps()] == values


def test_one_input_made_of_tenths_fits():
    tried, fit = small_network.inputs_in_tenths()
    assert (tried, [each.tolist() for each in fit]) == (21**3, [small_network.INPUTS.tolist()])


@pytest.mark.parametrize("third", [-1.0, 0.0, 0.25, 1.0, 3.0])
def test_for_each_third_input_a_pair_fits(third):
    fit = small_network.inputs_that_fit(third)
    assert fit[2] == third and small_network.sigmoid(fit @ small_network.INPUT_TO_HIDDEN) == pytest.approx(
        small_network.PRINTED_HIDDEN[0], abs=1e-12
    )


def test_the_logit_undoes_the_sigmoid():
    scores = np.linspace(-5, 5, 11)
    assert small_network.logit(small_network.sigmoid(scores)) == pytest.approx(scores)


def test_the_networks_equations_agree_with_torch():
    inputs = torch.from_numpy(small_network.INPUTS)
    weights = torch.from_numpy(small_network.INPUT_TO_HIDDEN).T, torch.from_numpy(small_network.HIDDEN_TO_HIDDEN)
    before = torch.tensor([0.3, 0.7], dtype=torch.float64)
    expected = torch.sigmoid(
        torch.nn.functional.linear(inputs, weights[0]) + torch.nn.functional.linear(before, weights[1])
    )
    assert small_network.step(small_network.INPUTS, before.numpy()) == pytest.approx(expected.numpy())


def test_the_effect_of_an_input_shrinks_with_each_step():
    distances = small_network.memory_of_an_input()
    shares = distances[4:] / distances[3:-1]
    assert len(distances) == 10 and (shares > 0.1).all() and (shares < 0.5).all()
