"""Batches for truncated backpropagation: a text cut into parallel streams, read window by window."""

from dataclasses import dataclass

import torch
from torch import Tensor

from geetkar.vocabulary.encoding import Split
from geetkar.workflow.errors import InputError


@dataclass(frozen=True)
class Window:
    """The data of one training step: `inputs`, and `targets` one unit later, both `(time, batch)`.

    `rows` `(time, batch, width)` are what a memory proposes for the targets; a text without them has none.
    """

    inputs: Tensor
    targets: Tensor
    rows: Tensor | None
    starts_epoch: bool


class Streams:
    """`batch` equally long parts of a text, read in parallel in windows of `sequence` units.

    The window of a step depends only on the step, so that training can resume from any checkpoint.
    """

    def __init__(
        self,
        split: Split,
        batch: int,
        sequence: int,
        part: slice = slice(None),
        device: torch.device | str = "cpu",
    ):
        """Arrange a text in streams on a device; `part` selects the streams that windows hold.

        Raises `InputError` if the text is too short for one window.
        """
        self.sequence = sequence
        self.steps_per_epoch = (len(split.encoded) - 1) // (batch * sequence)
        if self.steps_per_epoch < 1:
            raise InputError(
                f"the training text has {len(split.encoded)} units, fewer than the {batch * sequence + 1} that one "
                f"step reads (batch {batch} x sequence {sequence} + 1): lower `batch` or `sequence`, or add songs."
            )
        length = self.steps_per_epoch * sequence
        # On a CPU these are views of the memory map, and only windows are copied. A GPU holds the whole text, so that
        # no step waits for a copy.
        units = torch.from_numpy(split.encoded[: batch * length + 1]).to(device)
        self._inputs, self._targets = (side.view(batch, length)[part] for side in (units[:-1], units[1:]))
        self._rows = None
        if split.rows is not None:
            rows = torch.from_numpy(split.rows[1 : batch * length + 1])
            self._rows = rows.view(batch, length, -1)[part].to(device)

    def window(self, step: int) -> Window:
        """Return the window that is read between `step` and `step + 1`."""
        position = step % self.steps_per_epoch
        span = slice(position * self.sequence, (position + 1) * self.sequence)
        inputs, targets = (_time_major(side[:, span]).long() for side in (self._inputs, self._targets))
        rows = None if self._rows is None else _time_major(self._rows[:, span])
        return Window(inputs, targets, rows, position == 0)


def _time_major(tensor: Tensor) -> Tensor:
    """Return a tensor `(batch, time, ...)` as `(time, batch, ...)`."""
    return tensor.transpose(0, 1).contiguous()
