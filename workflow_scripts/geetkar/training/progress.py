"""The state of a training: start it, or resume it from a checkpoint."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import optim

from geetkar.training.cells import State
from geetkar.training.checkpoint import check_origin, load_tensors, unpack_progress
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import Model
from geetkar.training.optimizer import build_optimizer
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError


@dataclass
class Progress:
    """The state of a training that a checkpoint keeps: network, optimizer, recurrent state and steps done."""

    network: LanguageModel
    optimizer: optim.Optimizer
    state: State
    step: int

    def move_to(self, device: torch.device) -> None:
        """Move all tensors to a device."""
        self.network.to(device)
        self.optimizer.load_state_dict(self.optimizer.state_dict())  # moves its tensors to the parameters' device
        self.state = tuple(tensor.to(device) for tensor in self.state)


def begin(model: Model, vocabulary: Vocabulary, vectors: np.ndarray | None = None) -> Progress:
    """Return the state before the first step, with weights drawn from the model's seed.

    `vectors` `(vocabulary, width)` are the initial values of a pretrained embedding.
    """
    torch.manual_seed(model.seed)
    network = LanguageModel(model, len(vocabulary))
    if vectors is not None:
        network.begin_with(vectors)
    return Progress(network, build_optimizer(model, network), network.initial_state(model.batch), 0)


def begin_from(model: Model, vocabulary: Vocabulary, weights_path: str) -> Progress:
    """Return the state before the first step, with the weights of a trained network of the same shape.

    The optimizer begins without a state, and the recurrent state is empty. Raises `InputError` if the file is damaged,
    or if its network has other units or another shape.
    """
    progress = begin(model, vocabulary)
    weights, origin = load_tensors(weights_path, remedy="name another file in `begin_from`")
    if origin.units != vocabulary.units:
        raise InputError(f"{weights_path} changed while its vocabulary was read: run again.")
    try:
        progress.network.load_state_dict(weights)
    except RuntimeError as error:
        raise InputError(
            f"{weights_path}: its tensors do not fit the model that its metadata names: name another file in "
            "`begin_from`."
        ) from error
    return progress


def resume(model: Model, vocabulary: Vocabulary, weights_path: str, optimizer_path: str) -> Progress:
    """Return the state saved in a checkpoint. Raises `InputError` if the checkpoint is damaged or of another model."""
    progress = begin(model, vocabulary)
    weights, origin = load_tensors(weights_path)
    check_origin(weights_path, origin, model, vocabulary.units)
    packed, optimizer_origin = load_tensors(optimizer_path)
    check_origin(optimizer_path, optimizer_origin, model, vocabulary.units)
    if origin.step != optimizer_origin.step:
        raise InputError(
            f"checkpoint files of different steps: {weights_path} is of step {origin.step}, {optimizer_path} of step "
            f"{optimizer_origin.step}: delete {Path(weights_path).parent} and run again."
        )
    progress.network.load_state_dict(weights)
    progress.state = unpack_progress(packed, progress.optimizer)
    progress.step = origin.step
    return progress
