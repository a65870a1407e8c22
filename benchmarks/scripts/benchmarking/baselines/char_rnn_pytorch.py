"""char-rnn.pytorch (Robertson 2016) with its default settings.

Two layers of 100 GRU units, Adam at 0.01, and batches of 100 chunks of 200 characters from random places in the text;
each chunk is read one character at a time from an empty state.
"""

from collections.abc import Iterator
from itertools import count, pairwise

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn import functional

from geetkar.training.cells import State
from geetkar.vocabulary.encoding import Split

LAYERS, HIDDEN = 2, 100
BATCH, CHUNK = 100, 200
LEARNING_RATE = 0.01


class CharRnnPytorch(nn.Module):
    """Embedding, GRU and linear layer, with the interface of `LanguageModel`."""

    def __init__(self, vocabulary_size: int):
        super().__init__()
        self.encoder = nn.Embedding(vocabulary_size, HIDDEN)
        self.recurrent = nn.GRU(HIDDEN, HIDDEN, LAYERS)
        self.decoder = nn.Linear(HIDDEN, vocabulary_size)

    def forward(self, units: Tensor, state: State) -> tuple[Tensor, State]:
        """Turn units `(time, batch)` into logits `(time, batch, vocabulary)` and the state after them."""
        outputs, after = self.recurrent(self.encoder(units), state[0])
        return self.decoder(outputs), (after,)

    def initial_state(self, batch: int) -> State:
        """Return the state before any text: zeros `(layers, batch, hidden)`."""
        return (torch.zeros(LAYERS, batch, HIDDEN),)


def train_char_rnn_pytorch(train: Split, vocabulary_size: int) -> Iterator[tuple[CharRnnPytorch, int]]:
    """Train endlessly; after each step, yield the network and the number of units read."""
    torch.manual_seed(1)
    dice = np.random.default_rng(1)
    network = CharRnnPytorch(vocabulary_size).train()
    optimizer = optim.Adam(network.parameters(), LEARNING_RATE)
    for step in count():
        starts = dice.integers(len(train.encoded) - CHUNK, size=BATCH)
        chunks = torch.from_numpy(np.stack([train.encoded[start : start + CHUNK + 1] for start in starts])).long().T
        state, loss = network.initial_state(BATCH), torch.zeros(())
        for here, following in pairwise(chunks):
            logits, state = network(here.unsqueeze(0), state)
            loss = loss + functional.cross_entropy(logits.squeeze(0), following)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        yield network, (step + 1) * BATCH * CHUNK
