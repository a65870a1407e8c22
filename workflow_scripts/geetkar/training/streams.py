"""Batches for truncated backpropagation: a text cut into parallel streams, read window by window."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from geetkar.workflow.errors import InputError


@dataclass(frozen=True)
class Window:
    """The data of one training step: `inputs`, and `targets` one unit later, both `(time, batch)`."""

    inputs: Tensor
    targets: Tensor
    starts_epoch: bool


class Streams:
    """`batch` equally long parts of a text, read in parallel in windows of `sequence` units.

    The window of a step depends only on the step, so that training can resume from any checkpoint.
    """

    def __init__(
        self,
        encoded: np.ndarray,
        batch: int,
        sequence: int,
        part: slice = slice(None),
        device: torch.device | str = "cpu",
    ):
        """Arrange an encoded text `(units,)` in streams on a device; `part` selects the streams that windows hold.

        Raises `InputError` if the text is too short for one window.
        """
        self.sequence = sequence
        self.steps_per_epoch = (len(encoded) - 1) // (batch * sequence)
        if self.steps_per_epoch < 1:
            raise InputError(
                f"the training text has {len(encoded)} units, fewer than the {batch * sequence + 1} that one step "
                f"reads (batch {batch} x sequence {sequence} + 1): lower `batch` or `sequence`, or add songs."
            )
        length = self.steps_per_epoch * sequence
        # On a CPU these are views of the memory map, and only windows are copied. A GPU holds the whole text, so that
        # no step waits for a copy.
        units = torch.from_numpy(encoded[: batch * length + 1]).to(device)
        self._inputs, self._targets = (side.view(batch, length)[part] for side in (units[:-1], units[1:]))

    def window(self, step: int) -> Window:
        """Return the window that is read between `step` and `step + 1`."""
        position = step % self.steps_per_epoch
        span = slice(position * self.sequence, (position + 1) * self.sequence)
        return Window(_time_major(self._inputs[:, span]), _time_major(self._targets[:, span]), position == 0)


def _time_major(units: Tensor) -> Tensor:
    """Return units `(batch, time)` of any integer type as int64 `(time, batch)`."""
    return units.long().T.contiguous()
