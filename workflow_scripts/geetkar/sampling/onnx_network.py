"""Networks as ONNX files: building one from a checkpoint's weights, and running it without torch.

The graph is built here rather than by torch's exporter, whose next version may write other bytes. Each layer is one
operator (ONNX's LSTM, GRU or RNN), which onnxruntime computes faster than torch.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnx import (
    GraphProto,
    ModelProto,
    NodeProto,
    TensorProto,
    ValueInfoProto,
    helper,
    load_model_from_string,
    numpy_helper,
)

from geetkar.training.cells import CELLS, Cell
from geetkar.training.model import Model
from geetkar.workflow.errors import InputError

METADATA = "geetkar"  # the key of the file's metadata that holds the model, the units and the step
OPSET, IR_VERSION = 17, 8  # of 2022, so that every runtime knows them; the defaults change with the version of onnx
# The only operators of this project's networks, the quantized ones included. None of them loops or reads a file.
OPERATORS = {"Add", "Concat", "Gather", "MatMul", "OneHot", "Squeeze", *(cell.operator.name for cell in CELLS.values())}
OPERATORS |= {"Cast", "DequantizeLinear", "DynamicQuantizeLSTM", "DynamicQuantizeLinear", "MatMulInteger", "Mul"}
OPEN_GATE = 100.0  # a bias whose sigmoid is 1

State = tuple[np.ndarray, ...]


class OnnxNetwork:
    """A network from an ONNX file or its bytes, computed by onnxruntime in one thread, as in training.

    `model`, `units` and `step` come from the file. Raises `InputError` if it is not a network of this project.
    """

    def __init__(self, source: str | Path | bytes):
        name = "the network" if isinstance(source, bytes) else str(source)
        self._session = _open_session(source, name)
        try:
            stored = json.loads(self._session.get_modelmeta().custom_metadata_map[METADATA])
            self.model, self.units, self.step = Model(**stored["model"]), tuple(stored["units"]), stored["step"]
            self._states = CELLS[self.model.cell].states
            layers, hidden, vocabulary = self.model.layers, self.model.hidden, len(self.units)
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise InputError(
                f"{name} is an ONNX file, but not one of this version of the project (its metadata under `{METADATA}` "
                "is missing or different): give a network.onnx that the rule export_network wrote."
            ) from error
        shapes = {value.name: value.shape for value in (*self._session.get_inputs(), *self._session.get_outputs())}
        promised = {"logits": ["time", "batch", vocabulary]} | {
            state: [layers, "batch", hidden] for state in self._states
        }
        if not promised.items() <= shapes.items() or not all(isinstance(unit, str) for unit in self.units):
            raise InputError(
                f"{name} has inputs and outputs other than its metadata says: "
                "give a network.onnx that the rule export_network wrote."
            )

    def __call__(self, units: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Read units `(time, batch)` of int64; return logits `(time, batch, vocabulary)` and the state after them.

        A state is one array `(layers, batch, hidden)`, or two for an LSTM.
        """
        outputs = self._session.run(None, {"units": units, **dict(zip(self._states, state, strict=True))})
        logits, *after = map(np.asarray, outputs)
        return logits, tuple(after)

    def initial_state(self, batch: int) -> State:
        """Return the state before any text: zeros."""
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


def build_network(weights: Mapping[str, np.ndarray], model: Model, units: tuple[str, ...], step: int) -> bytes:
    """Return the content of the ONNX file of a checkpoint; `weights` have the names that torch gives them.

    Its inputs are `units` (time, batch) and the state: `hidden` (layers, batch, hidden) and, for an LSTM, `memory`. Its
    outputs are `logits` (time, batch, vocabulary), `hidden_after` and `memory_after`. Equal weights give equal bytes.
    """
    graph = _Graph(weights)
    states = CELLS[model.cell].states
    hidden = _add_input(graph, model, len(units))
    after = []
    for number in range(model.layers):
        outputs, layer_state = _add_layer(graph, model, number, hidden)
        after.append(layer_state)
        # From the second layer on, as in LanguageModel.
        hidden = graph.add("Add", hidden, outputs) if model.residual and number else outputs
    product = graph.add("MatMul", hidden, graph.constant("output.weight", weights["output.weight"].T))
    graph.add("Add", product, graph.constant("output.bias", weights["output.bias"]), name="logits")
    for state, tensors in zip(states, zip(*after, strict=True), strict=True):
        graph.add("Concat", *tensors, name=f"{state}_after", axis=0)
    shape = (model.layers, "batch", model.hidden)
    inputs = [_value("units", ("time", "batch"), TensorProto.INT64), *(_value(state, shape) for state in states)]
    outputs = [
        _value("logits", ("time", "batch", len(units))),
        *(_value(f"{state}_after", shape) for state in states),
    ]
    origin = {"model": asdict(model), "units": units, "step": step}
    return _serialize(helper.make_graph(graph.nodes, "geetkar", inputs, outputs, graph.constants), origin)


class _Graph:
    """The nodes and constants of a graph, in the order of computation."""

    def __init__(self, weights: Mapping[str, np.ndarray]):
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(self, operator: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        """Add an operator with one output; return the output's name."""
        name = name or f"{operator.lower()}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name, **attributes))
        return name

    def constant(self, name: str, values: np.ndarray) -> str:
        """Add values to be stored in the file; return their name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _add_input(graph: _Graph, model: Model, vocabulary_size: int) -> str:
    """Add the input layer; return the name of its vectors `(time, batch, width)`."""
    if model.input != "one_hot":
        name = "output.weight" if model.input == "tied" else "embedding.weight"
        return graph.add("Gather", graph.constant("embedding", graph.weights[name]), "units")
    size = graph.constant("vocabulary_size", np.array([vocabulary_size], dtype=np.int64))
    return graph.add("OneHot", "units", size, graph.constant("off_and_on", np.array([0, 1], dtype=np.float32)))


def _add_layer(graph: _Graph, model: Model, number: int, inputs: str) -> tuple[str, list[str]]:
    """Add a recurrent layer; return the names of its outputs `(time, batch, hidden)` and state `(1, batch, hidden)`."""
    cell, layer = CELLS[model.cell], f"layers.{number}"
    matrices = _matrices(graph.weights, cell, number)
    constants = [graph.constant(f"{layer}.{name}", values[np.newaxis]) for name, values in matrices.items()]
    index = graph.constant(f"{layer}.index", np.array([number], dtype=np.int64))
    before = [graph.add("Gather", state, index, axis=0) for state in cell.states]
    after = [f"{layer}.{state}_after" for state in cell.states]
    graph.nodes.append(
        helper.make_node(
            cell.operator.name,
            # The empty name omits the sequences' lengths, since all are as long as the window.
            [inputs, *constants, "", *before],
            [f"{layer}.outputs", *after],
            layer,
            hidden_size=model.hidden,
            **cell.operator.attributes,
        )
    )
    directions = graph.constant(f"{layer}.directions", np.array([1], dtype=np.int64))
    return graph.add("Squeeze", f"{layer}.outputs", directions), after


def _matrices(weights: Mapping[str, np.ndarray], cell: Cell, number: int) -> dict[str, np.ndarray]:
    """Return a layer's three matrices as the cell's operator takes them, with both biases in one row."""
    from_input, from_hidden, input_bias, hidden_bias = (
        weights[f"layers.{number}.{name}"] for name in ("from_input", "from_hidden", "input_bias", "hidden_bias")
    )
    return {
        "from_input": _ordered(cell, from_input),
        "from_hidden": _ordered(cell, from_hidden),
        "biases": np.concatenate([_ordered(cell, input_bias, OPEN_GATE), _ordered(cell, hidden_bias)]),
    }


def _ordered(cell: Cell, weights: np.ndarray, lacking: float = 0.0) -> np.ndarray:
    """Return rows `(gates * hidden, ...)` in the order of the operator's gates, `lacking` for gates the cell lacks."""
    rows = dict(zip(cell.gates, np.split(weights, len(cell.gates)), strict=True))
    filled = np.full_like(next(iter(rows.values())), lacking)
    return np.concatenate([rows.get(gate, filled) for gate in cell.operator.gates])


def _value(name: str, shape: tuple[int | str, ...], element: int = TensorProto.FLOAT) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, element, shape)


def _serialize(graph: GraphProto, origin: dict) -> bytes:
    model: ModelProto = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="geetkar"
    )
    helper.set_model_props(model, {METADATA: json.dumps(origin, ensure_ascii=False, sort_keys=True)})
    return model.SerializeToString(deterministic=True)
