"""The network: it reads units through recurrent layers and returns logits of the next unit."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from geetkar.memory.layout import layout_of
from geetkar.training.cells import CELLS, State
from geetkar.training.layer import RecurrentLayer
from geetkar.training.memory_input import INPUT_WIDTH, OUTPUT_SHARE, MemoryInput
from geetkar.training.model import Model

INITIAL_RANGE = 0.08  # uniform weights start in ±0.08, as in char-rnn (Karpathy 2015)
INITIAL_DEVIATION = 0.1  # standard deviation of new embeddings


class LanguageModel(nn.Module):
    """Recurrent language model over a vocabulary of `vocabulary_size` units.

    Tensors are time-major: `(time, batch)`.
    """

    def __init__(self, model: Model, vocabulary_size: int):
        super().__init__()
        self.model = model
        self.vocabulary_size = vocabulary_size
        if self.has_embedding:
            self.embedding = nn.Embedding(vocabulary_size, model.embedding_size)
        first_width = {"one_hot": vocabulary_size, "tied": model.hidden}.get(model.input, model.embedding_size)
        if self.has_memory:
            first_width += INPUT_WIDTH
        layers = [
            RecurrentLayer(model.cell, width, model.hidden, model.weight_drop)
            for width in (first_width, *[model.hidden] * (model.layers - 1))
        ]
        self.layers = nn.ModuleList(layers)
        self.dropout = LockedDropout(model.dropout)
        self.output = nn.Linear(model.hidden, vocabulary_size)
        if self.has_memory:
            self.memory = MemoryInput(layout_of(model.memory, vocabulary_size), model.hidden)
        self._initialize(layers)

    @property
    def has_memory(self) -> bool:
        """Whether the network reads a memory's rows."""
        return self.model.memory != "none"

    @property
    def has_embedding(self) -> bool:
        """Whether the input has its own weights, rather than the output's or none."""
        return self.model.input in ("embedding", "pretrained")

    def forward(self, units: Tensor, state: State, rows: Tensor | None = None) -> tuple[Tensor, State]:
        """Read units `(time, batch)`; return logits `(time, batch, vocabulary)` and the state after them.

        A state is one tensor `(layers, batch, hidden)`, or two for an LSTM. A network with a memory also needs its rows
        for the next units, bytes `(time, batch, width)`.
        """
        hidden = self._embed(units)
        if rows is not None:
            hidden = torch.cat([hidden, self.memory.embed(rows)], dim=-1)
        after = []
        for number, layer in enumerate(self.layers):
            outputs, layer_state = layer(hidden, tuple(tensor[number] for tensor in state))
            outputs = self.dropout(outputs)
            # From the second layer on, inputs and outputs have the same width and can be added (He et al. 2015).
            hidden = hidden + outputs if self.model.residual and number else outputs
            after.append(layer_state)
        logits = self.output(hidden)
        if rows is not None:
            logits = logits + self.memory.propose(hidden, rows)
        return logits, tuple(torch.stack(tensors) for tensors in zip(*after, strict=True))

    def _embed(self, units: Tensor) -> Tensor:
        """Return the input vectors `(time, batch, width)` of units `(time, batch)`."""
        if self.model.input == "one_hot":
            return functional.one_hot(units, self.vocabulary_size).float()
        return functional.embedding(units, (self.embedding if self.has_embedding else self.output).weight)

    def initial_state(self, batch: int) -> State:
        """Return the state before any text: zeros."""
        zeros = self.output.weight.new_zeros(self.model.layers, batch, self.model.hidden)
        return (zeros,) * len(CELLS[self.model.cell].states)

    @torch.no_grad()
    def begin_with(self, vectors: np.ndarray) -> None:
        """Set the embedding to vectors `(vocabulary, width)`, scaled to the size of a random embedding's."""
        given = torch.from_numpy(np.array(vectors))
        self.embedding.weight.copy_(given * (INITIAL_DEVIATION / given.std()))

    @torch.no_grad()
    def _initialize(self, layers: Sequence[RecurrentLayer]) -> None:
        if self.model.initialization == "uniform":
            for parameter in self.parameters():
                nn.init.uniform_(parameter, -INITIAL_RANGE, INITIAL_RANGE)
        else:
            if self.has_embedding:
                nn.init.normal_(self.embedding.weight, std=INITIAL_DEVIATION)
            nn.init.xavier_uniform_(self.output.weight)
            nn.init.zeros_(self.output.bias)
            for layer in layers:
                layer.initialize_orthogonal()
            if self.has_memory:
                nn.init.xavier_uniform_(self.memory.input.weight)
                nn.init.zeros_(self.memory.input.bias)
                self.output.weight.mul_(OUTPUT_SHARE)
        for layer in layers:
            layer.open_forget_gate()
        if self.has_memory:
            self.memory.trust_the_song()


class LockedDropout(nn.Module):
    """Dropout with one mask for all time steps of a window (Gal, Ghahramani 2016)."""

    def __init__(self, share: float):
        super().__init__()
        self.share = share

    def forward(self, hidden: Tensor) -> Tensor:
        """Drop the same values of `(time, batch, hidden)` at every time step."""
        if not self.training or not self.share:
            return hidden
        return hidden * functional.dropout(torch.ones_like(hidden[:1]), self.share)
