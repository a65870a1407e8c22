"""Recurrent cells: torch's kernels, and the same cells as equations, to be read and compared with.

All take inputs `(time, batch, input)`, a state of tensors `(batch, hidden)`, and give outputs
`(time, batch, hidden)` and the state after them. Gates stand in one matrix in torch's order.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional


class Weights(NamedTuple):
    """A layer's weights: `(gates * hidden, input)`, `(gates * hidden, hidden)` and two biases `(gates * hidden,)`."""

    from_input: Tensor
    from_hidden: Tensor
    input_bias: Tensor
    hidden_bias: Tensor


State = tuple[Tensor, ...]
Step = Callable[[Tensor, State, Weights], State]


class Cell(NamedTuple):
    """A kind of recurrent layer: how many gates and state tensors it has, its equations, torch's kernel if any."""

    gates: int
    states: int
    step: Step
    kernel: Callable | None


def lstm_step(inputs: Tensor, state: State, weights: Weights) -> State:
    """Long short-term memory with a forget gate (Gers, Schmidhuber, Cummins 2000): torch.nn.LSTM's equations."""
    hidden, memory = state
    write, keep, candidate, show = _gates(inputs, hidden, weights).chunk(4, dim=-1)
    memory = keep.sigmoid() * memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory.tanh(), memory


def article_lstm_step(inputs: Tensor, state: State, weights: Weights) -> State:
    """The source article's LSTM: the output is `h = s * o`, without a second tanh."""
    hidden, memory = state
    write, keep, candidate, show = _gates(inputs, hidden, weights).chunk(4, dim=-1)
    memory = keep.sigmoid() * memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory, memory


def original_lstm_step(inputs: Tensor, state: State, weights: Weights) -> State:
    """The LSTM of Hochreiter and Schmidhuber (1997): without a forget gate, it keeps all."""
    hidden, memory = state
    write, candidate, show = _gates(inputs, hidden, weights).chunk(3, dim=-1)
    memory = memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory.tanh(), memory


def gru_step(inputs: Tensor, state: State, weights: Weights) -> State:
    """Gated recurrent unit (Cho et al. 2014), the reset gate after the product, as torch.nn.GRU has it."""
    (hidden,) = state
    reset_x, update_x, new_x = functional.linear(inputs, weights.from_input, weights.input_bias).chunk(3, dim=-1)
    reset_h, update_h, new_h = functional.linear(hidden, weights.from_hidden, weights.hidden_bias).chunk(3, dim=-1)
    update = (update_x + update_h).sigmoid()
    new = (new_x + (reset_x + reset_h).sigmoid() * new_h).tanh()
    return ((1 - update) * new + update * hidden,)


def rnn_step(inputs: Tensor, state: State, weights: Weights) -> State:
    """Elman's network (1990): torch.nn.RNN's equations."""
    (hidden,) = state
    return (_gates(inputs, hidden, weights).tanh(),)


def _gates(inputs: Tensor, hidden: Tensor, weights: Weights) -> Tensor:
    from_input = functional.linear(inputs, weights.from_input, weights.input_bias)
    return from_input + functional.linear(hidden, weights.from_hidden, weights.hidden_bias)


CELLS = {
    "lstm": Cell(4, 2, lstm_step, torch.lstm),
    "gru": Cell(3, 1, gru_step, torch.gru),
    "rnn": Cell(1, 1, rnn_step, torch.rnn_tanh),
    "article_lstm": Cell(4, 2, article_lstm_step, None),
    "original_lstm": Cell(3, 2, original_lstm_step, None),
}


def run_cell(cell: Cell, inputs: Tensor, state: State, weights: Weights, training: bool) -> tuple[Tensor, State]:
    """A layer over a window, by torch's kernel where there is one."""
    if cell.kernel is None:
        return run_equations(cell, inputs, state, weights)
    layered = tuple(tensor.unsqueeze(0) for tensor in state)
    # has_biases, layers, dropout, training, bidirectional, batch_first
    options = (True, 1, 0.0, training, False, False)
    outputs, *after = cell.kernel(inputs, layered if cell.states > 1 else layered[0], list(weights), *options)
    return outputs, tuple(tensor.squeeze(0) for tensor in after)


def run_equations(cell: Cell, inputs: Tensor, state: State, weights: Weights) -> tuple[Tensor, State]:
    """A layer over a window, step by step."""
    outputs = []
    for moment in inputs:
        state = cell.step(moment, state, weights)
        outputs.append(state[0])
    return torch.stack(outputs), state
