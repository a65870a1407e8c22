"""The primer's prediction of the next pixel, compared with other predictors."""

import numpy as np
import pytest
import torch

from geetkar.primer import pixel_prediction, sections
from geetkar.training.layer import Weights, run_equations


@pytest.fixture(scope="module")
def pixels():
    return sections.explain_pixel_prediction()


@pytest.mark.parametrize("other", ["linear", "last"])
def test_the_network_is_best_on_the_row_it_learned(pixels, other):
    errors = pixels["learned"]["errors"]
    assert errors["recurrent"] < errors[other]


@pytest.mark.parametrize("other", ["linear", "last"])
def test_the_network_is_worst_on_a_row_it_never_saw(pixels, other):
    errors = pixels["new"]["errors"]
    assert errors["recurrent"] > errors[other]


def test_the_edges_have_more_than_their_share_of_the_error(pixels):
    # The ratio depends on how the processor rounds: 3 on one with AMX, 4 and more on others.
    assert pixels["learned"]["at_edges"]["recurrent"] > 2 * pixel_prediction.EDGE_SHARE


def test_edges_are_the_pixels_that_jump_most(pixels):
    jumps = np.abs(pixels["learned"]["guesses"]["pixels"] - pixels["learned"]["guesses"]["last"])
    edges = pixels["learned"]["edges"]
    assert jumps[edges].min() > jumps[~edges].max()


def test_a_row_is_normalised():
    row = pixel_prediction.normalise(pixel_prediction.read_image()[pixel_prediction.ROW])
    assert (row.mean(), row.std()) == (pytest.approx(0), pytest.approx(1))


def test_the_baseline_predicts_the_previous_pixel(pixels):
    guesses = pixels["learned"]["guesses"]
    assert guesses["last"][1:].tolist() == guesses["pixels"][:-1].tolist()


def test_a_linear_predictor_finds_the_weights_that_made_a_row():
    row = [1.0, -0.5, 0.25, 2.0]
    for _ in range(60):
        row.append(0.9 * row[-1] - 0.5 * row[-2] + 0.2 * row[-3] - 0.4 * row[-4] + 0.1)
    assert pixel_prediction.fit_linear(np.array(row)) == pytest.approx([0.9, -0.5, 0.2, -0.4, 0.1])


def test_the_predictor_uses_the_equations_of_the_rnn_cell():
    torch.manual_seed(1)
    network, pixels = pixel_prediction.PixelPredictor(), torch.randn(5)
    layer = network.layer
    weights = Weights(layer.from_input, layer.from_hidden, layer.input_bias, layer.hidden_bias)
    hidden, _ = run_equations(layer.cell, pixels[:, None, None], (torch.zeros(1, layer.hidden),), weights)
    assert network(pixels).tolist() == pytest.approx(network.output(hidden).flatten().tolist(), abs=1e-6)
