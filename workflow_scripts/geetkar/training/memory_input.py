"""The part of a network that reads the rows of a memory: a second input, and proposals that it adds to its logits."""

import torch
from torch import Tensor, nn

from geetkar.memory.layout import NATS_PER_CODE, Layout

INPUT_WIDTH = 64
OUTPUT_SHARE = 0.1  # of its usual size, the size of new output weights, so that the memory's proposals decide at first

# The input is 0.2 times a log-probability, plus 0.6, and a place divided by 32: numbers of about -1 to 1.
CODE_SCALE, CODE_SHIFT = -0.2 * NATS_PER_CODE, 0.6
PLACE_SCALE, PLACE_SHIFT = 1 / 32, -128 / 32


class MemoryInput(nn.Module):
    """Weights for rows `(time, batch, width)` of bytes, whose `Layout` says what they hold."""

    scale: Tensor
    shift: Tensor

    def __init__(self, layout: Layout, hidden: int):
        super().__init__()
        self.layout = layout
        self.input = nn.Linear(layout.width, INPUT_WIDTH)
        self.gates = nn.Linear(hidden, len(layout.distributions))
        for name, of_code, of_place in (("scale", CODE_SCALE, PLACE_SCALE), ("shift", CODE_SHIFT, PLACE_SHIFT)):
            values = torch.full((layout.width,), of_code)
            values[layout.place] = of_place
            self.register_buffer(name, values, persistent=False)

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
