"""The cells' equations, compared with torch's kernels and with numeric gradients."""

import pytest
import torch
from torch import nn

from geetkar.training.cells import CELLS
from geetkar.training.layer import Weights, run_cell, run_equations, take_step

TIME, BATCH, WIDTH, HIDDEN = 5, 3, 4, 6
MODULES = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


def a_layer(cell, dtype=torch.float64):
    draw = torch.Generator().manual_seed(1)
    rows = len(cell.gates) * HIDDEN
    shapes = ((rows, WIDTH), (rows, HIDDEN), (rows,), (rows,))
    weights = Weights(*(torch.randn(shape, generator=draw, dtype=dtype) * 0.5 for shape in shapes))
    inputs = torch.randn(TIME, BATCH, WIDTH, generator=draw, dtype=dtype)
    state = tuple(torch.randn(BATCH, HIDDEN, generator=draw, dtype=dtype) for _ in cell.states)
    return inputs, state, weights


@pytest.mark.parametrize("name", MODULES)
def test_the_equations_agree_with_torchs_modules(name):
    cell = CELLS[name]
    inputs, state, weights = a_layer(cell)
    module = MODULES[name](WIDTH, HIDDEN, dtype=torch.float64)
    with torch.no_grad():
        for parameter, weight in zip(module.parameters(), weights, strict=True):
            parameter.copy_(weight)
    layered = tuple(tensor.unsqueeze(0) for tensor in state)
    expected, after = module(inputs, layered if len(layered) > 1 else layered[0])
    outputs, last = run_equations(cell, inputs, state, weights)
    torch.testing.assert_close(outputs, expected)
    for tensor, other in zip(last, after if len(state) > 1 else (after,), strict=True):
        torch.testing.assert_close(tensor, other[0])


@pytest.mark.parametrize("name", MODULES)
def test_the_kernel_agrees_with_the_equations(name):
    inputs, state, weights = a_layer(CELLS[name], torch.float32)
    outputs, last = run_cell(CELLS[name], inputs, state, weights, training=False)
    expected, after = run_equations(CELLS[name], inputs, state, weights)
    torch.testing.assert_close(outputs, expected)
    torch.testing.assert_close(last, after)


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_the_gradients_agree_with_numeric_ones(cell):
    inputs, state, weights = a_layer(cell)
    free = [tensor.requires_grad_() for tensor in (inputs, *state, *weights)]

    def run(inputs, *tensors):
        return run_equations(cell, inputs, tensors[: len(state)], Weights(*tensors[len(state) :]))[0]

    assert torch.autograd.gradcheck(run, free)


def test_the_articles_lstm_outputs_its_memory_without_a_second_tanh():
    weights = Weights(torch.zeros(4, 1), torch.zeros(4, 1), torch.tensor([-99.0, 99.0, 0.0, 99.0]), torch.zeros(4))
    memory = torch.tensor([[3.0]])  # the gates keep all of it, write nothing and show all
    (article, _), (usual, _) = (
        take_step(CELLS[name], torch.zeros(1, 1), (torch.zeros(1, 1), memory), weights)
        for name in ("article_lstm", "lstm")
    )
    assert (article.item(), usual.item()) == pytest.approx((3.0, 0.99505), abs=1e-5)


def test_the_original_lstm_keeps_its_memory():
    weights = Weights(torch.zeros(3, 1), torch.zeros(3, 1), torch.tensor([-99.0, 0.0, 0.0]), torch.zeros(3))
    state = (torch.zeros(1, 1), torch.tensor([[3.0]]))
    _, memory = take_step(CELLS["original_lstm"], torch.zeros(1, 1), state, weights)
    assert memory.item() == 3.0
