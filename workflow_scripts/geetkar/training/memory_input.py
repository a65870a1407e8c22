"""The part of a network that reads the rows of a memory: a second input, and proposals that it adds to its logits."""

import torch
from torch import Tensor, nn

from geetkar.memory.layout import NATS_PER_CODE, Layout

INPUT_WIDTH = 64
OUTPUT_SHARE = 0.1  # of its usual size, the size of new output weights, so that the memory's proposals decide at first


class MemoryInput(nn.Module):
    """Weights for rows `(time, batch, width)` of bytes, whose `Layout` says what they hold."""

    scale: Tensor
    shift: Tensor

    def __init__(self, layout: Layout, hidden: int):
        super().__init__()
        self.layout = layout
        self.input = nn.Linear(layout.width, INPUT_WIDTH)
        self.gates = nn.Linear(hidden, len(layout.distributions))
        for name, values in zip(("scale", "shift"), layout.scaling(), strict=True):
            self.register_buffer(name, torch.from_numpy(values), persistent=False)

    def embed(self, rows: Tensor) -> Tensor:
        """Return what the recurrent layers read of rows, `(time, batch, INPUT_WIDTH)`."""
        return self.input(rows * self.scale + self.shift)

    def propose(self, hidden: Tensor, rows: Tensor) -> Tensor:
        """Return what to add to the logits: the sum of the log-probabilities, each times its gate.

        The gates depend on the last layer's outputs `(time, batch, hidden)`.
        """
        codes = rows[..., : self.layout.place.start].unflatten(-1, (-1, self.layout.units))
        return (self.gates(hidden).unsqueeze(-1) * (codes * -NATS_PER_CODE)).sum(-2)

    @torch.no_grad()
    def trust_the_song(self) -> None:
        """Open the gate of the distribution `song`, whatever was read, and shut all others."""
        nn.init.zeros_(self.gates.weight)
        nn.init.zeros_(self.gates.bias)
        self.gates.bias[self.layout.distributions.index("song")] = 1.0
