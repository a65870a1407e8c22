"""Networks as ONNX graphs, built from a checkpoint's weights.

They are built here rather than by torch's exporter, whose next version may write other bytes. Each layer is one
operator (ONNX's LSTM, GRU or RNN), which onnxruntime computes faster than torch.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from geetkar.memory.layout import NATS_PER_CODE, Layout, layout_of
from geetkar.sampling.onnx_network import METADATA
from geetkar.training.cells import CELLS, Cell
from geetkar.training.checkpoint import Discounts
from geetkar.training.model import Model

OPSET, IR_VERSION = 17, 8  # of 2022, so that every runtime knows them; the defaults change with the version of onnx
OPEN_GATE = 100.0  # a bias whose sigmoid is 1
MEMORY_INPUT = "memory.input.product"  # name of the product that reads a memory's rows


def build_network(
    weights: Mapping[str, np.ndarray], model: Model, units: tuple[str, ...], step: int, discounts: Discounts | None
) -> bytes:
    """Return the content of the ONNX file of a checkpoint; `weights` have the names that torch gives them.

    Its inputs are `units` (time, batch), the state and, if the model has a memory, the memory's `rows` (time, batch,
    width). The state is `hidden` (layers, batch, hidden) and, for an LSTM, `memory`. Its outputs are `logits` (time,
    batch, vocabulary), `hidden_after` and `memory_after`. Equal weights give equal bytes.
    """
    graph = _Graph(weights)
    states = CELLS[model.cell].states
    layout = None if model.memory == "none" else layout_of(model.memory, len(units))
    hidden, rows = _add_input(graph, model, len(units)), ""
    if layout:
        rows = graph.add("Cast", "rows", to=TensorProto.FLOAT)
        hidden = graph.add("Concat", hidden, _embed_rows(graph, layout, rows), axis=-1)
    after = []
    for number in range(model.layers):
        outputs, layer_state = _add_layer(graph, model, number, hidden)
        after.append(layer_state)
        # From the second layer on, as in LanguageModel.
        hidden = graph.add("Add", hidden, outputs) if model.residual and number else outputs
    own = "own_logits" if layout else "logits"
    _add_linear(graph, "output", hidden, weights["output.weight"], weights["output.bias"], own)
    if layout:
        graph.add("Sum", own, *_add_proposals(graph, layout, hidden, rows), name="logits")
    for state, tensors in zip(states, zip(*after, strict=True), strict=True):
        graph.add("Concat", *tensors, name=f"{state}_after", axis=0)
    shape = (model.layers, "batch", model.hidden)
    inputs = [_value("units", ("time", "batch"), TensorProto.INT64), *(_value(state, shape) for state in states)]
    if layout:
        inputs.append(_value("rows", ("time", "batch", layout.width), TensorProto.UINT8))
    outputs = [
        _value("logits", ("time", "batch", len(units))),
        *(_value(f"{state}_after", shape) for state in states),
    ]
    origin = {"model": asdict(model), "units": units, "step": step, "discounts": discounts}
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

    def split(self, values: str, sizes: list[int]) -> list[str]:
        """Split values into parts along their last axis; return the parts' names."""
        parts = [f"{values}.{number}" for number in range(len(sizes))]
        constant = self.constant(f"{values}.sizes", np.array(sizes, dtype=np.int64))
        self.nodes.append(helper.make_node("Split", [values, constant], parts, f"split.{values}", axis=-1))
        return parts

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


def _add_linear(
    graph: _Graph, layer: str, inputs: str, weight: np.ndarray, bias: np.ndarray, name: str | None = None
) -> str:
    """Add a product with weights `(outputs, inputs)`, and a bias; return the name of the outputs."""
    product = graph.add("MatMul", inputs, graph.constant(f"{layer}.weight", weight.T), name=f"{layer}.product")
    return graph.add("Add", product, graph.constant(f"{layer}.bias", bias), name=name)


def _embed_rows(graph: _Graph, layout: Layout, rows: str) -> str:
    """Add what the recurrent layers read of a memory's rows; return the name of its vectors `(time, batch, width)`."""
    weight, (scale, shift) = graph.weights["memory.input.weight"], layout.scaling()
    bias = graph.weights["memory.input.bias"] + weight @ shift
    return _add_linear(graph, "memory.input", rows, weight * scale, bias)


def _add_proposals(graph: _Graph, layout: Layout, hidden: str, rows: str) -> list[str]:
    """Add the log probabilities that a memory proposes, each times its gate; return the names of these terms."""
    weight, bias = (graph.weights[f"memory.gates.{kind}"] * np.float32(-NATS_PER_CODE) for kind in ("weight", "bias"))
    count = len(layout.distributions)
    gates = graph.split(_add_linear(graph, "memory.gates", hidden, weight, bias), [1] * count)
    *codes, _ = graph.split(rows, [layout.units] * count + [layout.width - layout.place.start])
    return [graph.add("Mul", gate, code) for gate, code in zip(gates, codes, strict=True)]


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
