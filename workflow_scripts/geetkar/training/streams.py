"""A text cut for truncated backpropagation: parallel streams, read window by window."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from geetkar.workflow.errors import InputError


@dataclass(frozen=True)
class Window:
    """What one training step reads: `inputs` and the `targets` one unit later, both `(time, batch)`."""

    inputs: Tensor
    targets: Tensor
    starts_epoch: bool


class Streams:
    """`batch` equally long stretches of a text, read side by side in windows of `sequence` units.

    The window of a step depends on the step alone, so that training can go on from any checkpoint.
    """

    def __init__(
        self,
        encoded: np.ndarray,
        batch: int,
        sequence: int,
        part: slice = slice(None),
        device: torch.device | str = "cpu",
    ):
        """Lay out an encoded text `(units,)` on a device; windows hold the streams of a part.

        Raises `InputError` when the text is too short for one window.
        """
        self.sequence = sequence
        self.steps_per_epoch = (len(encoded) - 1) // (batch * sequence)
        if self.steps_per_epoch < 1:
            raise InputError(
                f"the training text has {len(encoded)} units, fewer than the {batch * sequence + 1} that one "
                f"step reads (batch {batch} x sequence {sequence}): lower `batch` or `sequence`, "
                "or give more songs."
            )
        length = self.steps_per_epoch * sequence
        # For a processor these are views of the memory map: a window is copied when it is read, the text never is. A
        # graphics card holds the whole text, so that no step waits for a copy.
        units = torch.from_numpy(encoded[: batch * length + 1]).to(device)
        self._inputs, self._targets = (side.view(batch, length)[part] for side in (units[:-1], units[1:]))

    def window(self, step: int) -> Window:
        """The window that brings training from `step` to `step + 1`."""
        position = step % self.steps_per_epoch
        span = slice(position * self.sequence, (position + 1) * self.sequence)
        return Window(_time_major(self._inputs[:, span]), _time_major(self._targets[:, span]), position == 0)


def _time_major(units: Tensor) -> Tensor:
    """Units `(batch, time)` of any integer type as numbers of eight bytes `(time, batch)`."""
    return units.long().T.contiguous()
