"""Export of a checkpoint's network to ONNX, and its comparison with torch."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from geetkar.sampling.onnx_network import OnnxNetwork, State, build_network
from geetkar.training.checkpoint import Origin, check_origin, load_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError

TOLERANCE = 1e-4  # of logits, since float32 is summed in another order
TIME, BATCH = 50, 4  # shape of the units that the export is checked on


class TorchNetwork:
    """A language model in torch with the interface of `OnnxNetwork`, which takes and returns arrays."""

    def __init__(self, module: LanguageModel):
        self.module = module.eval()

    @torch.inference_mode()
    def __call__(self, units: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Read units `(time, batch)`; return logits `(time, batch, vocabulary)` and the state after them."""
        logits, after = self.module(torch.from_numpy(units), tuple(map(torch.from_numpy, state)))
        return logits.numpy(), tuple(tensor.numpy() for tensor in after)

    @torch.inference_mode()
    def initial_state(self, batch: int) -> State:
        """Return the state before any text: zeros."""
        return tuple(tensor.numpy() for tensor in self.module.initial_state(batch))


def convert_to_onnx(weights: Mapping[str, Tensor], origin: Origin) -> bytes:
    """Return the content of the ONNX file for a checkpoint's tensors."""
    arrays = {name: tensor.cpu().numpy() for name, tensor in weights.items()}
    return build_network(arrays, origin.model, origin.units, origin.step)


def load_network(weights_path: str | Path, vocabulary: Vocabulary) -> OnnxNetwork:
    """Return a checkpoint's network, computed by onnxruntime, which is faster than torch.

    Raises `InputError` if the file is damaged or belongs to another vocabulary.
    """
    weights, origin = load_tensors(weights_path)
    check_origin(weights_path, origin, origin.model, vocabulary.units)
    return OnnxNetwork(convert_to_onnx(weights, origin))


def check_export(weights: Mapping[str, Tensor], origin: Origin, exported: bytes) -> float:
    """Return the largest difference between the logits of an export and of torch, over two windows of random units.

    Raises `InputError` if it is not below `TOLERANCE`.
    """
    module = LanguageModel(origin.model, len(origin.units))
    module.load_state_dict(dict(weights))
    units = np.random.default_rng(origin.step).integers(len(origin.units), size=(2, TIME, BATCH))
    ours, theirs = (_read_windows(network, units) for network in (OnnxNetwork(exported), TorchNetwork(module)))
    difference = float(np.abs(ours - theirs).max())
    if not difference < TOLERANCE:
        raise InputError(
            f"the exported network's logits differ from torch's by {difference:.2g}, more than {TOLERANCE:g}, so no "
            "file was written: install the versions of onnxruntime and torch in requirements.lock."
        )
    return difference


def _read_windows(network: OnnxNetwork | TorchNetwork, windows: np.ndarray) -> np.ndarray:
    """Return the logits of windows of units `(windows, time, batch)`, carrying the state from one to the next."""
    state, logits = network.initial_state(windows.shape[2]), []
    for window in windows:
        scores, state = network(window, state)
        logits.append(scores)
    return np.stack(logits)
