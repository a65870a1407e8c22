"""Training from one checkpoint to the next.

The weights after a step are a function of the model's configuration, the encoded text and the step, and of
nothing else: windows, dropout masks and the learning rate follow from (seed, step), the optimizer and the
recurrent state travel in the checkpoint. So a run in many segments ends in the same bytes as a run in one.
"""

import copy
import logging
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn, optim
from torch.nn import functional

from geetkar.training.cells import State
from geetkar.training.checkpoint import (
    Origin,
    check_origin,
    load_tensors,
    pack_progress,
    save_tensors,
    unpack_progress,
)
from geetkar.training.device import Device, choose_device
from geetkar.training.held_out_loss import evaluate
from geetkar.training.language_model import LanguageModel
from geetkar.training.metrics import losses_before
from geetkar.training.model import Model
from geetkar.training.processes import STARTS, average_gradients, gather, helped_by
from geetkar.training.streams import Streams
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_lines

log = logging.getLogger("geetkar.training")

METRICS_EVERY = 10  # steps
PROGRESS_EVERY = 5.0  # seconds
RMSPROP_SMOOTHING = 0.95  # char-rnn's decay_rate
ADAM_BETAS = (0.9, 0.99)  # the second shorter than torch's, as suits trainings of some thousand steps


@dataclass(frozen=True)
class Split:
    """An encoded text `(units,)` with its description (see `describe_encoding`)."""

    encoded: np.ndarray
    description: dict


@dataclass
class Progress:
    """A network on its way: what a checkpoint keeps."""

    network: LanguageModel
    optimizer: optim.Optimizer
    state: State
    step: int

    def move_to(self, device: torch.device) -> None:
        """Bring all tensors to a device."""
        self.network.to(device)
        self.optimizer.load_state_dict(self.optimizer.state_dict())  # which brings them to the parameters'
        self.state = tuple(tensor.to(device) for tensor in self.state)


def begin(model: Model, vocabulary: Vocabulary, vectors: np.ndarray | None = None) -> Progress:
    """An untrained network, drawn from the model's seed.

    `vectors` `(vocabulary, width)` are what a pretrained embedding begins with.
    """
    torch.manual_seed(model.seed)
    network = LanguageModel(model, len(vocabulary))
    if vectors is not None:
        network.begin_with(vectors)
    return Progress(network, build_optimizer(model, network), network.initial_state(model.batch), 0)


def resume(model: Model, vocabulary: Vocabulary, weights_path: str, optimizer_path: str) -> Progress:
    """The network as a checkpoint left it. Raises `InputError` when the checkpoint cannot be used."""
    progress = begin(model, vocabulary)
    weights, origin = load_tensors(weights_path)
    check_origin(weights_path, origin, model, vocabulary.units)
    packed, optimizer_origin = load_tensors(optimizer_path)
    check_origin(optimizer_path, optimizer_origin, model, vocabulary.units)
    if origin.step != optimizer_origin.step:
        raise InputError(
            f"{weights_path} is of step {origin.step}, {optimizer_path} of step {optimizer_origin.step}: "
            f"delete {Path(weights_path).parent} and run again."
        )
    progress.network.load_state_dict(weights)
    progress.state = unpack_progress(packed, progress.optimizer)
    progress.step = origin.step
    return progress


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


def train_step(
    progress: Progress, model: Model, device: Device, streams: Streams, rank: int, cooling: range | None
) -> tuple[Tensor, Tensor, float]:
    """Carry the network one step on; return its loss (nats a unit), gradient norm and learning rate."""
    # This step's dropout masks, other ones in each process.
    torch.manual_seed((model.seed << 32) + progress.step * model.processes + rank)
    rate = learning_rate(model, progress.step, progress.step // streams.steps_per_epoch, cooling)
    for group in progress.optimizer.param_groups:
        group["lr"] = rate
    window = streams.window(progress.step)
    if window.starts_epoch:
        progress.state = tuple(torch.zeros_like(tensor) for tensor in progress.state)
    progress.network.train()
    with device.autocast():
        logits, state = progress.network(window.inputs, progress.state)
    loss = functional.cross_entropy(logits.float().flatten(0, 1), window.targets.flatten())
    progress.optimizer.zero_grad()
    loss.backward()
    mean_loss = average_gradients(progress.network.parameters(), loss.detach())
    norm = nn.utils.clip_grad_norm_(progress.network.parameters(), model.clip)
    progress.optimizer.step()
    progress.state = tuple(tensor.detach().float() for tensor in state)  # truncated: no gradient flows further back
    progress.step += 1
    return mean_loss, norm, rate


def train_until(
    progress: Progress, model: Model, split: Split, last_step: int, cooling: range | None = None
) -> Iterator[dict]:
    """Train to `last_step`; yield a line of metrics every `METRICS_EVERY` steps and after the last one.

    In `cooling`, the steps of a branch, the learning rate falls to zero. A line holds the mean `loss_nats` (a unit)
    since the line before, and the step's `learning_rate` and `gradient_norm`. Raises `InputError` when the loss is
    no longer a number.
    """
    device = choose_device(model)
    log.info("computing on %s in %s", device.device.type, str(device.dtype).removeprefix("torch."))
    progress.move_to(torch.device("cpu"))  # from where a process started anew can read it
    help_with = partial(_help_train, progress, model, split, last_step, cooling)
    with interrupted_between_steps() as check, helped_by(model.processes - 1, help_with, STARTS[device.device.type]):
        yield from _train_part(progress, model, split, last_step, cooling, rank=0, check=check)


@contextmanager
def interrupted_between_steps() -> Iterator[Callable[[], None]]:
    """Give a function that raises `KeyboardInterrupt` if Ctrl-C was pressed; a second Ctrl-C does so at once.

    In the midst of a step torch may swallow the exception, or be left with half a message to the other processes.
    """
    pressed = []
    usual = signal.getsignal(signal.SIGINT)

    def remember(number: int, frame: object) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, usual)

    def check() -> None:
        if pressed:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, remember)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, usual)


def _help_train(progress: Progress, *training: object) -> None:
    """Another process's part of `train_until`; its metrics are those of the first, which yields them."""
    # A process started anew gets its tensors in memory that it shares with the first one: it trains a copy.
    deque(_train_part(copy.deepcopy(progress), *training, check=lambda: None), maxlen=0)


def _train_part(
    progress: Progress,
    model: Model,
    train: Split,
    last_step: int,
    cooling: range | None,
    rank: int,
    check: Callable[[], None],
) -> Iterator[dict]:
    """One process's part of `train_until`: its share of the streams. `check` is called before each step."""
    device = choose_device(model, rank)
    share = model.batch // model.processes
    part = slice(rank * share, (rank + 1) * share)
    streams = Streams(train.encoded, model.batch, model.sequence, part, device.device)
    progress.state = tuple(tensor[:, part].contiguous() for tensor in progress.state)
    progress.move_to(device.device)
    losses: list[Tensor] = []
    while progress.step < last_step:
        check()
        loss, norm, rate = train_step(progress, model, device, streams, rank, cooling)
        losses.append(loss)
        if progress.step % METRICS_EVERY == 0 or progress.step == last_step:
            mean = torch.stack(losses).mean().item()
            if not np.isfinite(mean) or not torch.isfinite(norm):
                raise InputError(
                    f"training diverged before step {progress.step} (loss {mean}): lower `learning_rate` "
                    f"({model.learning_rate}) or `clip`. The checkpoints before are kept."
                )
            losses.clear()
            yield {
                "step": progress.step,
                "loss_nats": mean,
                "learning_rate": rate,
                "gradient_norm": norm.item(),
            }
    progress.state = tuple(gather(tensor, dim=1) for tensor in progress.state)


class Clock:
    """When a segment reached which step, how fast since the line before, and this process's memory: `lines`."""

    def __init__(self, step: int, characters_per_step: float):
        self._started = self._last = time.perf_counter()
        self._first_step = self._last_step = step
        self._characters_per_step = characters_per_step
        self.lines: list[dict] = []

    def note(self, step: int) -> dict:
        """Add a line for a step; return it."""
        now = time.perf_counter()
        line = {
            "step": step,
            "seconds": now - self._started,
            "characters_per_second": (step - self._last_step) * self._characters_per_step / (now - self._last),
            "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        if torch.cuda.is_available():
            line["peak_card_memory_bytes"] = torch.cuda.max_memory_allocated()
        self._last, self._last_step = now, step
        self.lines.append(line)
        return line

    def characters_per_second(self) -> float:
        """The speed of the whole segment so far."""
        return (self._last_step - self._first_step) * self._characters_per_step / (self._last - self._started)


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
) -> None:
    """Train from `progress` to `last_step` and write the checkpoint there.

    From `cooled_from` on, if given, the learning rate falls to zero. `splits` holds train, val and test; `checkpoint`
    the paths of weights, optimizer, metrics and timing; `previous` the lines of the previous checkpoint's metrics. The
    metrics end with the held-out losses; timing has the seconds, characters a second and memory, line by line, since
    they differ from run to run.
    """
    train = splits["train"]
    characters_per_unit = train.description["characters"] / train.description["units"]
    characters_per_step = model.batch * model.sequence * characters_per_unit
    clock = Clock(progress.step, characters_per_step)
    reported, metrics = 0.0, []
    cooling = range(cooled_from, last_step) if cooled_from else None
    for line in train_until(progress, model, train, last_step, cooling):
        metrics.append(line)
        now = clock.note(line["step"])
        if now["seconds"] - reported > PROGRESS_EVERY:
            reported = now["seconds"]
            log.info(
                "%s: step %d of %d, loss %.3f nats, %s characters/s, %.0f s left",
                name,
                line["step"],
                last_step,
                line["loss_nats"],
                f"{now['characters_per_second']:,.0f}",
                (last_step - line["step"]) * characters_per_step / now["characters_per_second"],
            )
    validation, test = (
        evaluate(progress.network, splits[split].encoded, splits[split].description, vocabulary)
        for split in ("val", "test")
    )
    metrics.append(
        {
            "step": last_step,
            "cooled_from": cooled_from,
            "epochs": last_step * model.batch * model.sequence / train.description["units"],
            "characters_seen": round(last_step * characters_per_step),
            "parameters": sum(parameter.numel() for parameter in progress.network.parameters()),
            **validation.as_dict("validation"),
            **test.as_dict("test"),
            "before": losses_before(previous),
        }
    )
    log.info(
        "%s: step %d reached at %s characters/s, validation %.3f nats a %s, %.3f bits per character",
        name,
        last_step,
        f"{clock.characters_per_second():,.0f}",
        validation.nats,
        model.unit,
        validation.bpc,
    )
    origin = Origin(model, vocabulary.units, last_step)
    write_lines(checkpoint["metrics"], metrics)
    write_lines(checkpoint["timing"], clock.lines)
    save_tensors(checkpoint["optimizer"], pack_progress(progress.optimizer, progress.state), origin)
    save_tensors(checkpoint["weights"], progress.network.state_dict(), origin)
