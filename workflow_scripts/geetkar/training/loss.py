"""The loss: what a network's predictions cost, in nats."""

from torch import Tensor
from torch.nn import functional

UNSCORED = -100  # in the place of a target that is not scored


def mean_nats(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the mean cross-entropy of a unit: the loss that training lowers.

    `logits` are `(time, batch, vocabulary)`, `targets` the units that came, `(time, batch)`.
    """
    return functional.cross_entropy(logits.float().flatten(0, 1), targets.flatten())


def total_nats(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the cross-entropy of all units together, without targets that are `UNSCORED`; shapes as in `mean_nats`."""
    return functional.cross_entropy(
        logits.float().flatten(0, 1), targets.flatten(), ignore_index=UNSCORED, reduction="sum"
    )
