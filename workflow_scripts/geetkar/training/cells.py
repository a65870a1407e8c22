"""Recurrent cells: one record for each, used by training, the ONNX export and the pages.

This module does not import torch, so that networks can be read without it. The equations use its tensors' methods.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Tensor = Any  # of torch
State = tuple[Tensor, ...]
Step = Callable[[Tensor, Tensor, State], State]


@dataclass(frozen=True)
class Operator:
    """The ONNX operator that computes a cell.

    `gates` names the cell's gates in the operator's order. A gate that the cell lacks is always open.
    """

    name: str
    gates: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A kind of recurrent layer.

    - `name`: its name in the configuration; `title`: its name on pages.
    - `gates`: in the order of the rows of the weights, which is torch's.
    - `states`: the tensors carried from step to step; the first is the output, `hidden`.
    - `step`: takes the input and the hidden state, each multiplied by its weights and with its bias added
      `(batch, gates * hidden)`, and the previous state, tensors `(batch, hidden)`; returns the new state.
    - `kernel`: the name of torch's function that computes the same, or None.
    """

    name: str
    title: str
    gates: tuple[str, ...]
    states: tuple[str, ...]
    step: Step
    operator: Operator
    kernel: str | None = None


def lstm_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Compute an LSTM with a forget gate (Gers, Schmidhuber, Cummins 2000), as torch.nn.LSTM does."""
    _, memory = state
    write, keep, candidate, show = (from_input + from_hidden).chunk(4, dim=-1)
    memory = keep.sigmoid() * memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory.tanh(), memory


def article_lstm_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Compute the source article's LSTM, whose output is `h = s * o`, without a second tanh."""
    _, memory = state
    write, keep, candidate, show = (from_input + from_hidden).chunk(4, dim=-1)
    memory = keep.sigmoid() * memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory, memory


def original_lstm_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Compute the LSTM of Hochreiter and Schmidhuber (1997), which has no forget gate and so forgets nothing."""
    _, memory = state
    write, candidate, show = (from_input + from_hidden).chunk(3, dim=-1)
    memory = memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory.tanh(), memory


def gru_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Compute a gated recurrent unit (Cho et al. 2014), with the reset gate after the product as in torch.nn.GRU."""
    (hidden,) = state
    reset_x, update_x, new_x = from_input.chunk(3, dim=-1)
    reset_h, update_h, new_h = from_hidden.chunk(3, dim=-1)
    update = (update_x + update_h).sigmoid()
    new = (new_x + (reset_x + reset_h).sigmoid() * new_h).tanh()
    return ((1 - update) * new + update * hidden,)


def rnn_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Compute Elman's network (1990), as torch.nn.RNN does."""
    return ((from_input + from_hidden).tanh(),)


LSTM_GATES = ("write", "show", "keep", "candidate")  # in the ONNX operator's order
# ONNX's activations of the gates, of the candidate and of the memory before the output gate. The last is the identity.
WITHOUT_SECOND_TANH = {
    "activations": ["Sigmoid", "Tanh", "Affine"],
    "activation_alpha": [1.0],
    "activation_beta": [0.0],
}

CELLS = {
    cell.name: cell
    for cell in (
        Cell(
            name="lstm",
            title="LSTM",
            gates=("write", "keep", "candidate", "show"),
            states=("hidden", "memory"),
            step=lstm_step,
            operator=Operator("LSTM", LSTM_GATES),
            kernel="lstm",
        ),
        Cell(
            name="gru",
            title="GRU",
            gates=("reset", "update", "candidate"),
            states=("hidden",),
            step=gru_step,
            operator=Operator("GRU", ("update", "reset", "candidate"), {"linear_before_reset": 1}),
            kernel="gru",
        ),
        Cell(
            name="rnn",
            title="RNN",
            gates=("candidate",),
            states=("hidden",),
            step=rnn_step,
            operator=Operator("RNN", ("candidate",)),
            kernel="rnn_tanh",
        ),
        Cell(
            name="article_lstm",
            title="LSTM of the article",
            gates=("write", "keep", "candidate", "show"),
            states=("hidden", "memory"),
            step=article_lstm_step,
            operator=Operator("LSTM", LSTM_GATES, WITHOUT_SECOND_TANH),
        ),
        Cell(
            name="original_lstm",
            title="LSTM of 1997",
            gates=("write", "candidate", "show"),
            states=("hidden", "memory"),
            step=original_lstm_step,
            operator=Operator("LSTM", LSTM_GATES),
        ),
    )
}
