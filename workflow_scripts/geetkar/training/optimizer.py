"""The optimizer and its learning rate schedule."""

from torch import nn, optim

from geetkar.training.model import Model

RMSPROP_SMOOTHING = 0.95  # char-rnn's decay_rate
ADAM_BETAS = (0.9, 0.99)  # the second is lower than torch's, to suit trainings of a few thousand steps


def build_optimizer(model: Model, network: nn.Module) -> optim.Optimizer:
    """Return RMSprop with char-rnn's constants, or AdamW, whose weight decay applies to matrices only."""
    if model.optimizer == "rmsprop":
        return optim.RMSprop(network.parameters(), model.learning_rate, alpha=RMSPROP_SMOOTHING)
    matrices, vectors = (
        [parameter for parameter in network.parameters() if (parameter.dim() > 1) is wanted] for wanted in (True, False)
    )
    groups = [{"params": matrices, "weight_decay": model.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    return optim.AdamW(groups, model.learning_rate, betas=ADAM_BETAS, fused=True)


def learning_rate(model: Model, step: int, epoch: int, cooling: range | None = None) -> float:
    """Return the learning rate of the training step that follows `step`.

    It rises linearly over the warm-up and is multiplied by the decay factor once an epoch, as in the article. It does
    not depend on when training ends, except in `cooling`, the steps of a branch, where it falls linearly to zero.
    """
    decays = max(0, epoch + 1 - max(1, model.decay_after_epochs))
    rate = model.learning_rate * model.decay_factor**decays
    if step < model.warmup_steps:
        rate *= (step + 1) / model.warmup_steps
    if cooling:
        rate *= (cooling.stop - step) / len(cooling)
    return rate


def set_learning_rate(optimizer: optim.Optimizer, rate: float) -> None:
    """Set the learning rate of all parameter groups."""
    for group in optimizer.param_groups:
        group["lr"] = rate
