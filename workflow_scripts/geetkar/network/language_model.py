"""The network: units in, recurrent layers, scores of the next unit out."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

CELLS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
INITIAL_RANGE = 0.08  # weights start uniform in ±0.08, as in char-rnn (Karpathy 2015)

State = tuple[Tensor, ...]


class LanguageModel(nn.Module):
    """Recurrent language model over a vocabulary of `vocabulary_size` units.

    `model` is one entry of the configuration's models. Tensors are time-major: `(time, batch)`.
    """

    def __init__(self, model: Mapping, vocabulary_size: int):
        super().__init__()
        self.one_hot = model["input"] == "one_hot"
        self.vocabulary_size = vocabulary_size
        if not self.one_hot:
            self.embedding = nn.Embedding(vocabulary_size, model["embedding_size"])
        self.recurrent = CELLS[model["cell"]](
            input_size=vocabulary_size if self.one_hot else model["embedding_size"],
            hidden_size=model["hidden"],
            num_layers=model["layers"],
            dropout=model["dropout"] if model["layers"] > 1 else 0.0,
        )
        self.dropout = nn.Dropout(model["dropout"])
        self.output = nn.Linear(model["hidden"], vocabulary_size)
        self._initialize()

    def forward(self, units: Tensor, state: State) -> tuple[Tensor, State]:
        """Read units `(time, batch)`; return logits `(time, batch, vocabulary)` and the state after them.

        A state holds one tensor `(layers, batch, hidden)`, an LSTM's two.
        """
        inputs = functional.one_hot(units, self.vocabulary_size).float() if self.one_hot else self.embedding(units)
        outputs, after = self.recurrent(inputs, state if self._is_lstm else state[0])
        return self.output(self.dropout(outputs)), after if self._is_lstm else (after,)

    def initial_state(self, batch: int) -> State:
        """The state before any text: zeros."""
        zeros = self.output.weight.new_zeros(self.recurrent.num_layers, batch, self.recurrent.hidden_size)
        return (zeros, zeros) if self._is_lstm else (zeros,)

    @property
    def _is_lstm(self) -> bool:
        return isinstance(self.recurrent, nn.LSTM)

    def _initialize(self) -> None:
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -INITIAL_RANGE, INITIAL_RANGE)
        if self._is_lstm:
            # An open forget gate lets a young LSTM remember (Jozefowicz et al. 2015). torch adds two biases.
            hidden = self.recurrent.hidden_size
            with torch.no_grad():
                for layer in range(self.recurrent.num_layers):
                    getattr(self.recurrent, f"bias_ih_l{layer}")[hidden : 2 * hidden] = 1.0
                    getattr(self.recurrent, f"bias_hh_l{layer}")[hidden : 2 * hidden] = 0.0
