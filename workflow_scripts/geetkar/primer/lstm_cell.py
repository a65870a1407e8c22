"""The LSTM cell: how many weights it has, how the article's output differs, and how far back its gradient reaches."""

import torch
from torch import Tensor

from geetkar.training.cells import CELLS, Cell
from geetkar.training.layer import RecurrentLayer, Weights, take_step

EXAMPLE_INPUTS, EXAMPLE_CELLS = 3, 2
OPEN_BIAS = 4.0  # of an open gate: the sigmoid of 4 is nearly 1
COUNTED_STEPS = (1, 2, 5, 10, 20)

WIDTH, HIDDEN, LAGS, NETWORKS = 16, 32, 100, 5


def count_weights(cell: str, inputs: int, hidden: int) -> int:
    """Return the number of weights of a recurrent layer, without biases."""
    layer = RecurrentLayer(cell, inputs, hidden, weight_drop=0.0)
    return layer.from_input.numel() + layer.from_hidden.numel()


def forget_at_first() -> float:
    """Return how far open, from 0 to 1, the forget gate of a new LSTM is before it has read anything."""
    layer = RecurrentLayer("lstm", 1, 1, weight_drop=0.0)
    layer.initialize_orthogonal()
    layer.open_forget_gate()
    _write, keep, _candidate, _show = layer.input_bias + layer.hidden_bias
    return keep.sigmoid().item()


def count_up() -> list[dict]:
    """Run an LSTM of one cell that counts: every gate is open, and each step adds about 1 to its state.

    Return the state s, the article's output `s * o` and the usual output `tanh(s) * o` after each of `COUNTED_STEPS`.
    """
    biases = torch.full((4,), OPEN_BIAS)
    weights = Weights(torch.zeros(4, 1), torch.zeros(4, 1), biases, torch.zeros(4))
    article, usual = _run(CELLS["article_lstm"], weights), _run(CELLS["lstm"], weights)
    return [
        {"step": step, "state": usual[step - 1][1], "article": article[step - 1][0], "usual": usual[step - 1][0]}
        for step in COUNTED_STEPS
    ]


def _run(cell: Cell, weights: Weights) -> list[tuple[float, float]]:
    """Return the output and the state of a cell after each step, with zeros as inputs."""
    state, states = (torch.zeros(1, 1), torch.zeros(1, 1)), []
    for _ in range(max(COUNTED_STEPS)):
        state = take_step(cell, torch.zeros(1, 1), state, weights)
        states.append((state[0].item(), state[1].item()))
    return states


def gradients_by_lag(cell: str, forget_bias: float | None = None) -> Tensor:
    """Return how much the last output depends on the input k steps back, relative to the last input: `(lags + 1,)`.

    Computed as the norm of the gradient, by autograd, in new networks with this project's initial weights, which read
    noise; the result is the geometric mean of `NETWORKS` networks. `forget_bias` is the bias of an LSTM's forget gates.
    """
    logarithms = []
    for seed in range(NETWORKS):
        torch.manual_seed(seed)
        layer = RecurrentLayer(
            cell, WIDTH, HIDDEN, weight_drop=0.0
        ).double()  # small gradients would be zeros in float32
        layer.initialize_orthogonal()
        layer.open_forget_gate()
        if forget_bias is not None:
            with torch.no_grad():
                layer.input_bias[HIDDEN : 2 * HIDDEN] = forget_bias
        inputs = torch.randn(LAGS + 1, 1, WIDTH, dtype=torch.float64, requires_grad=True)
        outputs, _ = layer(inputs, (inputs.new_zeros(1, HIDDEN),) * len(layer.cell.states))
        (gradient,) = torch.autograd.grad(outputs[-1].sum(), inputs)
        norms = gradient[:, 0].norm(dim=1).flip(0)
        logarithms.append((norms / norms[0]).log())
    return torch.stack(logarithms).mean(dim=0).exp()
