"""Networks from ONNX files, run without torch."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import ModelProto, TensorProto, load_model_from_string

from geetkar.memory.layout import MEMORIES
from geetkar.memory.memory import memory_of_song
from geetkar.sampling.reading import Arrays, ReadingNetwork
from geetkar.training.cells import CELLS
from geetkar.training.model import Model
from geetkar.workflow.errors import InputError

METADATA = "geetkar"  # the key of the file's metadata that holds the model, the units, the step and the discounts
# The only operators of this project's networks, the quantized ones included. None of them loops or reads a file.
OPERATORS = {
    "Add",
    "Concat",
    "Gather",
    "MatMul",
    "OneHot",
    "Split",
    "Squeeze",
    "Sum",
    *(cell.operator.name for cell in CELLS.values()),
}
OPERATORS |= {"Cast", "DequantizeLinear", "DynamicQuantizeLSTM", "DynamicQuantizeLinear", "MatMulInteger", "Mul"}


class OnnxNetwork(ReadingNetwork):
    """A network from an ONNX file or its bytes, computed by onnxruntime in one thread, as in training.

    `model`, `units`, `step` and the memory come from the file. Raises `InputError` if it is not a network of this
    project.
    """

    def __init__(self, source: str | Path | bytes):
        name = "the network" if isinstance(source, bytes) else str(source)
        self._session = _open_session(source, name)
        try:
            stored = json.loads(self._session.get_modelmeta().custom_metadata_map[METADATA])
            self.model, self.units, self.step = Model(**stored["model"]), tuple(stored["units"]), stored["step"]
            self._states = CELLS[self.model.cell].states
            layers, hidden, vocabulary = self.model.layers, self.model.hidden, len(self.units)
            if MEMORIES.index(self.model.memory) > 0:
                self.memory = memory_of_song(self.units, stored["discounts"])
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise InputError(
                f"{name} is an ONNX file, but not one of this version of the project (its metadata under `{METADATA}` "
                "is missing or different): give a network.onnx that the rule export_network wrote."
            ) from error
        shapes = {value.name: value.shape for value in (*self._session.get_inputs(), *self._session.get_outputs())}
        promised = {"logits": ["time", "batch", vocabulary]} | {
            state: [layers, "batch", hidden] for state in self._states
        }
        if self.memory is not None:
            promised["rows"] = ["time", "batch", self.memory.layout.width]
        if not promised.items() <= shapes.items() or not all(isinstance(unit, str) for unit in self.units):
            raise InputError(
                f"{name} has inputs and outputs other than its metadata says: "
                "give a network.onnx that the rule export_network wrote."
            )

    def compute(self, units: np.ndarray, arrays: Arrays, rows: np.ndarray | None = None) -> tuple[np.ndarray, Arrays]:
        """Compute units of int64 as `ReadingNetwork` says."""
        inputs = {"units": units, **dict(zip(self._states, arrays, strict=True))}
        logits, *after = map(np.asarray, self._session.run(None, inputs if rows is None else {**inputs, "rows": rows}))
        return logits, tuple(after)

    def zeros(self, batch: int) -> Arrays:
        """Return the arrays before any text."""
        zeros = np.zeros((self.model.layers, batch, self.model.hidden), dtype=np.float32)
        return (zeros,) * len(self._states)


def _open_session(source: str | Path | bytes, name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # fatal errors only: the exception reports the others
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
        _check_graph(load_model_from_string(content), name)
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except InputError:
        raise
    except Exception as error:  # the only base class that onnxruntime's exceptions share
        raise InputError(
            f"{name} cannot be read as an ONNX network ({type(error).__name__}): "
            "give a network.onnx that the rule export_network wrote, or delete it and run again."
        ) from error


def _check_graph(model: ModelProto, name: str) -> None:
    """Raise `InputError` for a graph with operators that this project does not use, or with weights in another file.

    onnxruntime is not a sandbox: a foreign graph might never end, or read files outside its folder.
    """
    graph = model.graph
    foreign = {node.op_type for node in graph.node} - OPERATORS
    elsewhere = [weights.name for weights in graph.initializer if weights.data_location == TensorProto.EXTERNAL]
    if foreign or elsewhere or model.functions or graph.sparse_initializer:
        raise InputError(
            f"{name} is not a network of this project (foreign operators: {', '.join(sorted(foreign)) or 'none'}; "
            f"weights in other files: {', '.join(elsewhere) or 'none'}): "
            "give a network.onnx that the rule export_network wrote."
        )
