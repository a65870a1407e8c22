"""The loss: the cross-entropy of a network's predictions, in nats."""

from torch import Tensor
from torch.nn import functional

UNSCORED = -100  # replaces a target that is not to be scored


def mean_nats(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the mean cross-entropy per unit, the loss that training minimizes.

    `logits` are `(time, batch, vocabulary)`, `targets` the next units, `(time, batch)`.
    """
    return functional.cross_entropy(logits.float().flatten(0, 1), targets.flatten())


def total_nats(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the sum of all units' cross-entropies, without `UNSCORED` targets; shapes as in `mean_nats`."""
    return functional.cross_entropy(
        logits.float().flatten(0, 1), targets.flatten(), ignore_index=UNSCORED, reduction="sum"
    )
