"""The optimizer and the schedule of its learning rate."""

from torch import nn, optim

from geetkar.training.model import Model

RMSPROP_SMOOTHING = 0.95  # char-rnn's decay_rate
ADAM_BETAS = (0.9, 0.99)  # the second shorter than torch's, as suits trainings of some thousand steps


def build_optimizer(model: Model, network: nn.Module) -> optim.Optimizer:
    """RMSprop with char-rnn's constants, or AdamW, which decays matrices only."""
    if model.optimizer == "rmsprop":
        return optim.RMSprop(network.parameters(), model.learning_rate, alpha=RMSPROP_SMOOTHING)
    matrices, vectors = (
        [parameter for parameter in network.parameters() if (parameter.dim() > 1) is wanted] for wanted in (True, False)
    )
    groups = [{"params": matrices, "weight_decay": model.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    return optim.AdamW(groups, model.learning_rate, betas=ADAM_BETAS, fused=True)


def learning_rate(model: Model, step: int, epoch: int, cooling: range | None = None) -> float:
    """The rate of the step after `step`: risen over the warm-up, then the article's, multiplied once an epoch.

    A trunk's schedule knows no end of training. In `cooling`, the steps of a branch, it falls to zero.
    """
    decays = max(0, epoch + 1 - max(1, model.decay_after_epochs))
    rate = model.learning_rate * model.decay_factor**decays
    if step < model.warmup_steps:
        rate *= (step + 1) / model.warmup_steps
    if cooling:
        rate *= (cooling.stop - step) / len(cooling)
    return rate


def set_learning_rate(optimizer: optim.Optimizer, rate: float) -> None:
    """Let all groups of parameters take their next step at a rate."""
    for group in optimizer.param_groups:
        group["lr"] = rate
