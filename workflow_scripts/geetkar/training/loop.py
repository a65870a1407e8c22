"""Training from one checkpoint to the next.

The weights after a step depend only on the model's configuration, the encoded text and the step: windows, dropout
masks and the learning rate follow from the seed and the step, and checkpoints hold the optimizer's and the recurrent
state. So training in many segments ends in the same bytes as training in one.
"""

import copy
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from geetkar.training.checkpoint import Discounts, Origin, pack_progress, save_tensors
from geetkar.training.device import Device, choose_device
from geetkar.training.held_out_loss import evaluate
from geetkar.training.interrupts import interrupted_between_steps
from geetkar.training.loss import mean_nats
from geetkar.training.metrics import losses_before
from geetkar.training.model import Model
from geetkar.training.optimizer import learning_rate, set_learning_rate
from geetkar.training.processes import STARTS, average_gradients, gather, helped_by
from geetkar.training.progress import Progress
from geetkar.training.streams import Streams
from geetkar.training.timing import Clock
from geetkar.vocabulary.encoding import Split
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_lines

log = logging.getLogger("geetkar.training")

METRICS_EVERY = 10  # steps


def train_segment(
    name: str,
    model: Model,
    vocabulary: Vocabulary,
    splits: Mapping[str, Split],
    progress: Progress,
    last_step: int,
    checkpoint: Mapping[str, str],
    cooled_from: int | None = None,
    previous: Sequence[Mapping] | None = None,
    discounts: Discounts | None = None,
) -> None:
    """Train from `progress` to `last_step` and write the checkpoint there.

    - `splits`: train, val and test.
    - `checkpoint`: the paths of weights, optimizer, metrics and timing.
    - `cooled_from`: if given, the step from which the learning rate falls to zero.
    - `previous`: the lines of the previous checkpoint's metrics.
    - `discounts`: of the memory whose rows the splits have.

    The last line of the metrics has the held-out losses. Seconds, speed and memory differ from run to run, so they are
    in a file of their own, the timing.
    """
    train = splits["train"].description
    units_per_step = model.batch * model.sequence
    characters_per_step = units_per_step * (train["characters"] / train["units"])
    clock, metrics = Clock(name, progress.step, last_step, characters_per_step), []
    cooling = range(cooled_from, last_step) if cooled_from else None
    for line in train_until(progress, model, splits["train"], last_step, cooling):
        metrics.append(line)
        clock.note(line)
    validation, test = (evaluate(progress.network, splits[split], vocabulary) for split in ("val", "test"))
    metrics.append(
        {
            "step": last_step,
            "cooled_from": cooled_from,
            "epochs": last_step * units_per_step / train["units"],
            "characters_seen": round(last_step * characters_per_step),
            "parameters": sum(parameter.numel() for parameter in progress.network.parameters()),
            **validation.as_dict("validation"),
            **test.as_dict("test"),
            "before": losses_before(previous),
        }
    )
    log.info(
        "%s: reached step %d at %s characters/s; validation loss %.3f nats per %s, %.3f bits per character",
        name,
        last_step,
        f"{clock.characters_per_second():,.0f}",
        validation.nats,
        model.unit,
        validation.bpc,
    )
    origin = Origin(model, vocabulary.units, last_step, discounts)
    write_lines(checkpoint["metrics"], metrics)
    write_lines(checkpoint["timing"], clock.lines)
    save_tensors(checkpoint["optimizer"], pack_progress(progress.optimizer, progress.state), origin)
    save_tensors(checkpoint["weights"], progress.network.state_dict(), origin)


def train_until(
    progress: Progress, model: Model, train: Split, last_step: int, cooling: range | None = None
) -> Generator[dict]:
    """Train to `last_step`; yield a line of metrics every `METRICS_EVERY` steps and after the last one.

    During `cooling`, the steps of a branch, the learning rate falls to zero. A line holds the mean `loss_nats` per unit
    since the previous line, and the step's `learning_rate` and `gradient_norm`. Raises `InputError` if the loss or the
    norm is not finite.
    """
    device = choose_device(model)
    log.info("computing on %s in %s", device.device.type, str(device.dtype).removeprefix("torch."))
    progress.move_to(torch.device("cpu"))  # a spawned process can read it only from there
    help_with = partial(_help_train, progress, model, train, last_step, cooling)
    gradients, start = sum(map(Tensor.numel, progress.network.parameters())), STARTS[device.device.type]
    with interrupted_between_steps() as check, helped_by(model.processes - 1, help_with, gradients, start):
        yield from _train_part(progress, model, train, last_step, cooling, rank=0, check=check)


def _help_train(
    progress: Progress, model: Model, train: Split, last_step: int, cooling: range | None, rank: int
) -> None:
    """Do another process's part of `train_until`, without yielding its metrics: the first process yields the same."""
    # The tensors of a spawned process are in memory shared with the first one, so it trains a copy.
    part = _train_part(copy.deepcopy(progress), model, train, last_step, cooling, rank, check=lambda: None)
    deque(part, maxlen=0)


def _train_part(
    progress: Progress,
    model: Model,
    train: Split,
    last_step: int,
    cooling: range | None,
    rank: int,
    check: Callable[[], None],
) -> Iterator[dict]:
    """Do the part of `train_until` of process `rank`, with its share of the streams; call `check` before each step."""
    device = choose_device(model, rank)
    share = model.batch // model.processes
    part = slice(rank * share, (rank + 1) * share)
    streams = Streams(train, model.batch, model.sequence, part, device.device)
    progress.state = tuple(tensor[:, part].contiguous() for tensor in progress.state)
    progress.move_to(device.device)
    losses: list[Tensor] = []
    while progress.step < last_step:
        check()
        loss, norm, rate = train_step(progress, model, device, streams, rank, cooling)
        losses.append(loss)
        if progress.step % METRICS_EVERY == 0 or progress.step == last_step:
            yield _line_of_metrics(model, progress.step, losses, norm, rate)
            losses.clear()
    progress.state = tuple(gather(tensor, dim=1) for tensor in progress.state)


def train_step(
    progress: Progress, model: Model, device: Device, streams: Streams, rank: int, cooling: range | None
) -> tuple[Tensor, Tensor, float]:
    """Train the network for one step; return its loss (nats per unit), gradient norm and learning rate."""
    # Each step has its own dropout masks, and each process has others.
    torch.manual_seed((model.seed << 32) + progress.step * model.processes + rank)
    rate = learning_rate(model, progress.step, progress.step // streams.steps_per_epoch, cooling)
    set_learning_rate(progress.optimizer, rate)
    window = streams.window(progress.step)
    if window.starts_epoch:
        progress.state = tuple(torch.zeros_like(tensor) for tensor in progress.state)
    progress.network.train()
    with device.autocast():
        logits, state = progress.network(window.inputs, progress.state, window.rows)
    loss = mean_nats(logits, window.targets)
    progress.optimizer.zero_grad()
    loss.backward()
    mean_loss = average_gradients(progress.network.parameters(), loss.detach())
    norm = nn.utils.clip_grad_norm_(progress.network.parameters(), model.clip)
    progress.optimizer.step()
    progress.state = tuple(tensor.detach().float() for tensor in state)  # truncated: no gradient flows further back
    progress.step += 1
    return mean_loss, norm, rate


def _line_of_metrics(model: Model, step: int, losses: Sequence[Tensor], norm: Tensor, rate: float) -> dict:
    """Return the line that `train_until` yields after a step. Raises `InputError` if its numbers are not finite."""
    mean = torch.stack(list(losses)).mean().item()
    if not np.isfinite(mean) or not torch.isfinite(norm):
        raise InputError(
            f"training diverged before step {step} (loss {mean}): lower `learning_rate` ({model.learning_rate}) or "
            f"`clip` ({model.clip}). Earlier checkpoints are kept."
        )
    return {"step": step, "loss_nats": mean, "learning_rate": rate, "gradient_norm": norm.item()}
