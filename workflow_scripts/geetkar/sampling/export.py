"""Export of a checkpoint's network to ONNX, and its comparison with torch."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from geetkar.memory.layout import layout_of
from geetkar.memory.memory import Memory
from geetkar.sampling.onnx_graph import build_network
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.reading import Arrays, ReadingNetwork
from geetkar.training.checkpoint import Origin, check_origin, load_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.vocabulary.vocabulary import Vocabulary
from geetkar.workflow.errors import InputError

TOLERANCE = 1e-4  # of logits, since float32 is summed in another order
TIME, BATCH = 50, 4  # shape of the units that the export is checked on
HIGHEST_CODE = 127  # of the rows that it is checked on; float32 is too coarse for the sums of higher random ones


class TorchNetwork(ReadingNetwork):
    """A language model in torch with the interface of `OnnxNetwork`, which takes and returns arrays."""

    def __init__(self, module: LanguageModel, memory: Memory | None = None):
        self.module, self.memory = module.eval(), memory

    @torch.inference_mode()
    def compute(self, units: np.ndarray, arrays: Arrays, rows: np.ndarray | None = None) -> tuple[np.ndarray, Arrays]:
        """Compute units as `ReadingNetwork` says."""
        given = None if rows is None else torch.from_numpy(rows)
        logits, after = self.module(torch.from_numpy(units), tuple(map(torch.from_numpy, arrays)), given)
        return logits.numpy(), tuple(tensor.numpy() for tensor in after)

    @torch.inference_mode()
    def zeros(self, batch: int) -> Arrays:
        """Return the arrays before any text."""
        return tuple(tensor.numpy() for tensor in self.module.initial_state(batch))


def convert_to_onnx(weights: Mapping[str, Tensor], origin: Origin) -> bytes:
    """Return the content of the ONNX file for a checkpoint's tensors."""
    arrays = {name: tensor.cpu().numpy() for name, tensor in weights.items()}
    return build_network(arrays, origin.model, origin.units, origin.step, origin.discounts)


def load_network(weights_path: str | Path, vocabulary: Vocabulary) -> OnnxNetwork:
    """Return a checkpoint's network, computed by onnxruntime, which is faster than torch.

    Raises `InputError` if the file is damaged or belongs to another vocabulary.
    """
    weights, origin = load_tensors(weights_path)
    check_origin(weights_path, origin, origin.model, vocabulary.units)
    return OnnxNetwork(convert_to_onnx(weights, origin))


def check_export(weights: Mapping[str, Tensor], origin: Origin, exported: bytes) -> float:
    """Return the largest difference between the logits of an export and of torch, over two random windows.

    Raises `InputError` if it is not below `TOLERANCE`.
    """
    module = LanguageModel(origin.model, len(origin.units))
    module.load_state_dict(dict(weights))
    units, rows = _random_windows(origin)
    ours, theirs = (_read_windows(network, units, rows) for network in (OnnxNetwork(exported), TorchNetwork(module)))
    difference = float(np.abs(ours - theirs).max())
    if not difference < TOLERANCE:
        raise InputError(
            f"the exported network's logits differ from torch's by {difference:.2g}, more than {TOLERANCE:g}, so no "
            "file was written: install the versions of onnxruntime and torch in requirements.lock."
        )
    return difference


def _random_windows(origin: Origin) -> tuple[np.ndarray, Iterable[np.ndarray | None]]:
    """Return two windows of units `(windows, time, batch)` and, for a model with a memory, of rows."""
    random, shape, vocabulary = np.random.default_rng(origin.step), (2, TIME, BATCH), len(origin.units)
    units = random.integers(vocabulary, size=shape)
    if origin.model.memory == "none":
        return units, [None, None]
    return units, random.integers(
        HIGHEST_CODE + 1, size=(*shape, layout_of(origin.model.memory, vocabulary).width), dtype=np.uint8
    )


def _read_windows(network: ReadingNetwork, units: np.ndarray, rows: Iterable[np.ndarray | None]) -> np.ndarray:
    """Return the logits of windows of units and rows, carrying the state from one to the next."""
    arrays, logits = network.zeros(units.shape[2]), []
    for window, proposed in zip(units, rows, strict=True):
        scores, arrays = network.compute(window, arrays, proposed)
        logits.append(scores)
    return np.stack(logits)
