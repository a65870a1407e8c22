"""A recurrent layer: a cell with its weights, over the time steps of a window."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from geetkar.training.cells import CELLS, Cell, State


class Weights(NamedTuple):
    """A layer's weights: `(gates * hidden, input)`, `(gates * hidden, hidden)` and two biases `(gates * hidden,)`."""

    from_input: Tensor
    from_hidden: Tensor
    input_bias: Tensor
    hidden_bias: Tensor


class RecurrentLayer(nn.Module):
    """One recurrent layer, whose weights from hidden to hidden may be dropped (DropConnect, Merity et al. 2017)."""

    def __init__(self, cell: str, width: int, hidden: int, weight_drop: float):
        super().__init__()
        self.cell, self.hidden, self.weight_drop = CELLS[cell], hidden, weight_drop
        rows = len(self.cell.gates) * hidden
        self.from_input = nn.Parameter(torch.empty(rows, width))
        self.from_hidden = nn.Parameter(torch.empty(rows, hidden))
        self.input_bias = nn.Parameter(torch.empty(rows))
        self.hidden_bias = nn.Parameter(torch.empty(rows))

    def forward(self, inputs: Tensor, state: State) -> tuple[Tensor, State]:
        """Inputs `(time, batch, width)` to outputs `(time, batch, hidden)` and the state `(batch, hidden)` after."""
        from_hidden = functional.dropout(self.from_hidden, self.weight_drop, self.training)
        weights = Weights(self.from_input, from_hidden, self.input_bias, self.hidden_bias)
        return run_cell(self.cell, inputs, state, weights, self.training)

    def initialize_orthogonal(self) -> None:
        """Each gate by itself: orthogonal from hidden to hidden (Saxe et al. 2013), Xavier from the input."""
        for gate in self.from_hidden.chunk(len(self.cell.gates)):
            nn.init.orthogonal_(gate)
        for gate in self.from_input.chunk(len(self.cell.gates)):
            nn.init.xavier_uniform_(gate)
        nn.init.zeros_(self.input_bias)
        nn.init.zeros_(self.hidden_bias)

    @torch.no_grad()
    def open_forget_gate(self) -> None:
        """An open forget gate lets a young LSTM remember (Jozefowicz et al. 2015). There are two biases."""
        if "keep" in self.cell.gates:
            first = self.cell.gates.index("keep") * self.hidden
            self.input_bias[first : first + self.hidden] = 1.0
            self.hidden_bias[first : first + self.hidden] = 0.0


def run_cell(cell: Cell, inputs: Tensor, state: State, weights: Weights, training: bool) -> tuple[Tensor, State]:
    """Run a layer over a window, by torch's kernel where there is one."""
    if cell.kernel is None:
        return run_equations(cell, inputs, state, weights)
    layered = tuple(tensor.unsqueeze(0) for tensor in state)
    # has_biases, layers, dropout, training, bidirectional, batch_first
    options = (True, 1, 0.0, training, False, False)
    kernel = getattr(torch, cell.kernel)
    outputs, *after = kernel(inputs, layered if len(layered) > 1 else layered[0], list(weights), *options)
    return outputs, tuple(tensor.squeeze(0) for tensor in after)


def run_equations(cell: Cell, inputs: Tensor, state: State, weights: Weights) -> tuple[Tensor, State]:
    """Run a layer over a window, step by step."""
    outputs = []
    for moment in inputs:
        state = take_step(cell, moment, state, weights)
        outputs.append(state[0])
    return torch.stack(outputs), state


def take_step(cell: Cell, inputs: Tensor, state: State, weights: Weights) -> State:
    """Read inputs `(batch, width)` by a cell's equations; return the state `(batch, hidden)` after them."""
    from_input = functional.linear(inputs, weights.from_input, weights.input_bias)
    return cell.step(from_input, functional.linear(state[0], weights.from_hidden, weights.hidden_bias), state)
