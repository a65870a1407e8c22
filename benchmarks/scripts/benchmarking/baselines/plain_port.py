"""char-rnn (Karpathy 2015) as it is usually ported to PyTorch, without this project's improvements.

`nn.LSTM` in float32 on all threads, one-hot input, RMSprop, 50 streams of 50 characters.
"""

from collections.abc import Iterator
from itertools import count

import torch
from torch import Tensor, nn, optim
from torch.nn import functional

from geetkar.training.cells import State
from geetkar.training.optimizer import RMSPROP_SMOOTHING
from geetkar.training.streams import Streams
from geetkar.vocabulary.encoding import Split

LAYERS, HIDDEN = 3, 300
BATCH, SEQUENCE = 50, 50
LEARNING_RATE, DECAY, DECAY_AFTER = 0.002, 0.97, 10
CLIP = 5.0
INITIAL_RANGE = 0.08


class PlainPort(nn.Module):
    """Three LSTM layers of 300 units, with the interface of `LanguageModel`."""

    def __init__(self, vocabulary_size: int):
        super().__init__()
        self.recurrent = nn.LSTM(vocabulary_size, HIDDEN, LAYERS)
        self.output = nn.Linear(HIDDEN, vocabulary_size)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -INITIAL_RANGE, INITIAL_RANGE)

    def forward(self, units: Tensor, state: State) -> tuple[Tensor, State]:
        """Turn units `(time, batch)` into logits `(time, batch, vocabulary)` and the state after them."""
        outputs, after = self.recurrent(functional.one_hot(units, self.recurrent.input_size).float(), state)
        return self.output(outputs), after

    def initial_state(self, batch: int) -> State:
        """Return the state before any text: zeros `(layers, batch, hidden)`."""
        zeros = torch.zeros(LAYERS, batch, HIDDEN)
        return zeros, zeros


def train_plain_port(train: Split, vocabulary_size: int) -> Iterator[tuple[PlainPort, int]]:
    """Train endlessly; after each step, yield the network and the number of units read."""
    torch.manual_seed(1)
    network = PlainPort(vocabulary_size).train()
    optimizer = optim.RMSprop(network.parameters(), LEARNING_RATE, alpha=RMSPROP_SMOOTHING)
    streams, state = Streams(train, BATCH, SEQUENCE), network.initial_state(BATCH)
    for step in count():
        epoch, window = step // streams.steps_per_epoch, streams.window(step)
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * DECAY ** max(0, epoch - DECAY_AFTER + 1)
        if window.starts_epoch:
            state = network.initial_state(BATCH)
        logits, state = network(window.inputs, state)
        optimizer.zero_grad()
        functional.cross_entropy(logits.flatten(0, 1), window.targets.flatten()).backward()
        nn.utils.clip_grad_value_(network.parameters(), CLIP)
        optimizer.step()
        state = tuple(tensor.detach() for tensor in state)
        yield network, (step + 1) * BATCH * SEQUENCE
