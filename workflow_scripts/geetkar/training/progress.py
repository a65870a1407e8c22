"""A network on its way from checkpoint to checkpoint."""

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
    """What a checkpoint keeps: the network, the optimizer and the recurrent state, after so many steps."""

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
    """Return an untrained network, drawn from the model's seed.

    `vectors` `(vocabulary, width)` are what a pretrained embedding begins with.
    """
    torch.manual_seed(model.seed)
    network = LanguageModel(model, len(vocabulary))
    if vectors is not None:
        network.begin_with(vectors)
    return Progress(network, build_optimizer(model, network), network.initial_state(model.batch), 0)


def resume(model: Model, vocabulary: Vocabulary, weights_path: str, optimizer_path: str) -> Progress:
    """Return the network as a checkpoint left it. Raises `InputError` when the checkpoint cannot be used."""
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
