"""Recurrent cells, one record each: training, the export to ONNX and the pages read all that they need of a cell here.

Nothing here imports torch, so that networks can be read without it; the equations use the methods of its tensors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Tensor = Any  # of torch
State = tuple[Tensor, ...]
Step = Callable[[Tensor, Tensor, State], State]


@dataclass(frozen=True)
class Operator:
    """ONNX's operator that computes a cell.

    `gates` names the cell's gates in the operator's order. A gate that the cell lacks is always open.
    """

    name: str
    gates: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A kind of recurrent layer.

    `name` is that of the configuration, `title` that for people. `gates` are in the order of the rows of the weights,
    which is torch's; `states` are what the cell carries from step to step, its output `hidden` first. `step` takes the
    products of the input and of the hidden state, each with its bias `(batch, gates * hidden)`, and the state before,
    tensors `(batch, hidden)`; it returns the state after. `kernel` is torch's function that computes the same, if any.
    """

    name: str
    title: str
    gates: tuple[str, ...]
    states: tuple[str, ...]
    step: Step
    operator: Operator
    kernel: str | None = None


def lstm_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Long short-term memory with a forget gate (Gers, Schmidhuber, Cummins 2000): torch.nn.LSTM's equations."""
    _, memory = state
    write, keep, candidate, show = (from_input + from_hidden).chunk(4, dim=-1)
    memory = keep.sigmoid() * memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory.tanh(), memory


def article_lstm_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """The source article's LSTM: the output is `h = s * o`, without a second tanh."""
    _, memory = state
    write, keep, candidate, show = (from_input + from_hidden).chunk(4, dim=-1)
    memory = keep.sigmoid() * memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory, memory


def original_lstm_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """The LSTM of Hochreiter and Schmidhuber (1997): without a forget gate, it keeps all."""
    _, memory = state
    write, candidate, show = (from_input + from_hidden).chunk(3, dim=-1)
    memory = memory + write.sigmoid() * candidate.tanh()
    return show.sigmoid() * memory.tanh(), memory


def gru_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Gated recurrent unit (Cho et al. 2014), the reset gate after the product, as torch.nn.GRU has it."""
    (hidden,) = state
    reset_x, update_x, new_x = from_input.chunk(3, dim=-1)
    reset_h, update_h, new_h = from_hidden.chunk(3, dim=-1)
    update = (update_x + update_h).sigmoid()
    new = (new_x + (reset_x + reset_h).sigmoid() * new_h).tanh()
    return ((1 - update) * new + update * hidden,)


def rnn_step(from_input: Tensor, from_hidden: Tensor, state: State) -> State:
    """Elman's network (1990): torch.nn.RNN's equations."""
    return ((from_input + from_hidden).tanh(),)


LSTM_GATES = ("write", "show", "keep", "candidate")  # in the order of ONNX's operator
# The activations of ONNX's gates, of the candidate and of the memory before the output gate: here the identity.
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
