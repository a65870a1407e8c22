"""Recurrent layers: a cell with its weights, run over the time steps of a window."""

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
    """A recurrent layer, with dropout of its hidden-to-hidden weights (DropConnect, Merity et al. 2017)."""

    def __init__(self, cell: str, width: int, hidden: int, weight_drop: float):
        super().__init__()
        self.cell, self.hidden, self.weight_drop = CELLS[cell], hidden, weight_drop
        rows = len(self.cell.gates) * hidden
        self.from_input = nn.Parameter(torch.empty(rows, width))
        self.from_hidden = nn.Parameter(torch.empty(rows, hidden))
        self.input_bias = nn.Parameter(torch.empty(rows))
        self.hidden_bias = nn.Parameter(torch.empty(rows))

    def forward(self, inputs: Tensor, state: State) -> tuple[Tensor, State]:
        """Read inputs `(time, batch, width)`; return outputs `(time, batch, hidden)` and the state after them.

        A state is one tensor `(batch, hidden)`, or two for an LSTM.
        """
        from_hidden = functional.dropout(self.from_hidden, self.weight_drop, self.training)
        weights = Weights(self.from_input, from_hidden, self.input_bias, self.hidden_bias)
        return run_cell(self.cell, inputs, state, weights, self.training)

    def initialize_orthogonal(self) -> None:
        """Initialize each gate separately: hidden-to-hidden orthogonal (Saxe et al. 2013), input-to-hidden Xavier."""
        for gate in self.from_hidden.chunk(len(self.cell.gates)):
            nn.init.orthogonal_(gate)
        for gate in self.from_input.chunk(len(self.cell.gates)):
            nn.init.xavier_uniform_(gate)
        nn.init.zeros_(self.input_bias)
        nn.init.zeros_(self.hidden_bias)

    @torch.no_grad()
    def open_forget_gate(self) -> None:
        """Set the forget gate's biases to 1 and 0, so that an untrained LSTM remembers (Jozefowicz et al. 2015)."""
        if "keep" in self.cell.gates:
            first = self.cell.gates.index("keep") * self.hidden
            self.input_bias[first : first + self.hidden] = 1.0
            self.hidden_bias[first : first + self.hidden] = 0.0


def run_cell(cell: Cell, inputs: Tensor, state: State, weights: Weights, training: bool) -> tuple[Tensor, State]:
    """Run a layer over a window, with torch's kernel if there is one; shapes as in `RecurrentLayer.forward`."""
    if cell.kernel is None:
        return run_equations(cell, inputs, state, weights)
    layered = tuple(tensor.unsqueeze(0) for tensor in state)
    # has_biases, layers, dropout, training, bidirectional, batch_first
    options = (True, 1, 0.0, training, False, False)
    kernel = getattr(torch, cell.kernel)
    outputs, *after = kernel(inputs, layered if len(layered) > 1 else layered[0], list(weights), *options)
    return outputs, tuple(tensor.squeeze(0) for tensor in after)


def run_equations(cell: Cell, inputs: Tensor, state: State, weights: Weights) -> tuple[Tensor, State]:
    """Run a layer over a window step by step; shapes as in `RecurrentLayer.forward`."""
    outputs = []
    for moment in inputs:
        state = take_step(cell, moment, state, weights)
        outputs.append(state[0])
    return torch.stack(outputs), state


def take_step(cell: Cell, inputs: Tensor, state: State, weights: Weights) -> State:
    """Run a cell's equations for one time step of inputs `(batch, width)`; return the new state `(batch, hidden)`."""
    from_input = functional.linear(inputs, weights.from_input, weights.input_bias)
    return cell.step(from_input, functional.linear(state[0], weights.from_hidden, weights.hidden_bias), state)
