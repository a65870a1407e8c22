"""A network as one ONNX file: written by hand from a checkpoint's weights, read back without torch.

By hand, because an exporter decides for itself what the graph looks like, and another version of it writes other bytes.
Here each layer is one operator (ONNX's LSTM, GRU or RNN), which onnxruntime computes faster than torch.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, load_model_from_string, numpy_helper

from geetkar.workflow.errors import InputError

METADATA = "geetkar"  # one key of the file's metadata, with all that a reader needs besides the graph
OPSET, IR_VERSION = 17, 8  # of 2022: old enough for every runtime, and unlike the defaults they do not move
STATES = {"lstm": 2, "article_lstm": 2, "original_lstm": 2, "gru": 1, "rnn": 1}
STATE_NAMES = ("hidden", "memory")
# All that a network of this project is made of, with weights of eight bits too: no loops, and nothing that reads files.
OPERATORS = {"Add", "Concat", "Gather", "GRU", "LSTM", "MatMul", "OneHot", "RNN", "Squeeze"}
OPERATORS |= {"Cast", "DequantizeLinear", "DynamicQuantizeLSTM", "DynamicQuantizeLinear", "MatMulInteger", "Mul"}
OPEN_GATE = 100.0  # a bias whose sigmoid is one

State = tuple[np.ndarray, ...]


class OnnxNetwork:
    """A network that onnxruntime computes, from a file or its bytes; `model`, `units` and `step` say what it is.

    One thread, as in training. Raises `InputError` when the file is not a network of this project.
    """

    def __init__(self, source: str | Path | bytes):
        name = "the network" if isinstance(source, bytes) else str(source)
        self._session = _open_session(source, name)
        try:
            stored = json.loads(self._session.get_modelmeta().custom_metadata_map[METADATA])
            self.model, self.units, self.step = stored["model"], tuple(stored["units"]), stored["step"]
            self._states = STATE_NAMES[: STATES[self.model["cell"]]]
            layers, hidden, vocabulary = self.model["layers"], self.model["hidden"], len(self.units)
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise InputError(
                f"{name} is an ONNX file, but not of this project (its metadata lacks what `{METADATA}` should hold): "
                "give the network.onnx that the rule export_network writes."
            ) from error
        shapes = {value.name: value.shape for value in (*self._session.get_inputs(), *self._session.get_outputs())}
        promised = {"logits": ["time", "batch", vocabulary]} | {
            state: [layers, "batch", hidden] for state in self._states
        }
        if not promised.items() <= shapes.items() or not all(isinstance(unit, str) for unit in self.units):
            raise InputError(f"{name} computes something else than its metadata says: nothing can be written with it.")

    def __call__(self, units: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Read units `(time, batch)` of int64; return logits `(time, batch, vocabulary)` and the state after them.

        A state holds one array `(layers, batch, hidden)`, an LSTM's two.
        """
        logits, *after = self._session.run(None, {"units": units, **dict(zip(self._states, state, strict=True))})
        return logits, tuple(after)

    def initial_state(self, batch: int) -> State:
        """The state before any text: zeros."""
        zeros = np.zeros((self.model["layers"], batch, self.model["hidden"]), dtype=np.float32)
        return (zeros,) * len(self._states)


def _open_session(source: str | Path | bytes, name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is said once, by the exception
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
        _check_graph(load_model_from_string(content), name)
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except InputError:
        raise
    except Exception as error:  # onnxruntime's exceptions share no other class
        raise InputError(
            f"{name} cannot be read as an ONNX network ({type(error).__name__}): "
            "give the network.onnx that the rule export_network writes, or delete it and run again."
        ) from error


def _check_graph(model: ModelProto, name: str) -> None:
    """Raise `InputError` for a graph with other operators than this project's, or with weights in another file.

    onnxruntime is no sandbox: a graph of others may never end, or read files beside the folder that it is used in.
    """
    graph = model.graph
    foreign = {node.op_type for node in graph.node} - OPERATORS
    elsewhere = [weights.name for weights in graph.initializer if weights.data_location == TensorProto.EXTERNAL]
    if foreign or elsewhere or model.functions or graph.sparse_initializer:
        raise InputError(
            f"{name} is no network of this project (operators that none has: {', '.join(sorted(foreign)) or 'none'}; "
            f"weights in other files: {', '.join(elsewhere) or 'none'}): "
            "give the network.onnx that the rule export_network writes."
        )


def build_network(weights: Mapping[str, np.ndarray], model: Mapping, units: tuple[str, ...], step: int) -> bytes:
    """The ONNX file of a checkpoint: its weights by torch's names, its model's configuration, units and step.

    Inputs: `units` (time, batch) and the state, `hidden` (layers, batch, hidden) and an LSTM's `memory`. Outputs:
    `logits` (time, batch, vocabulary), `hidden_after`, `memory_after`. The same weights give the same bytes.
    """
    graph = _Graph(weights)
    states = STATE_NAMES[: STATES[model["cell"]]]
    hidden = _add_input(graph, model, len(units))
    after = []
    for number in range(model["layers"]):
        outputs, layer_state = _add_layer(graph, model, number, hidden, states)
        after.append(layer_state)
        # From the second layer on, as in the language model.
        hidden = graph.add("Add", hidden, outputs) if model["residual"] and number else outputs
    product = graph.add("MatMul", hidden, graph.constant("output.weight", weights["output.weight"].T))
    graph.add("Add", product, graph.constant("output.bias", weights["output.bias"]), name="logits")
    for state, tensors in zip(states, zip(*after, strict=True), strict=True):
        graph.add("Concat", *tensors, name=f"{state}_after", axis=0)
    shape = (model["layers"], "batch", model["hidden"])
    inputs = [_value("units", ("time", "batch"), TensorProto.INT64), *(_value(state, shape) for state in states)]
    outputs = [
        _value("logits", ("time", "batch", len(units))),
        *(_value(f"{state}_after", shape) for state in states),
    ]
    origin = {"model": dict(model), "units": units, "step": step}
    return _serialize(helper.make_graph(graph.nodes, "geetkar", inputs, outputs, graph.constants), origin)


class _Graph:
    """Nodes and constants, gathered in the order of computation."""

    def __init__(self, weights: Mapping[str, np.ndarray]):
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(self, operator: str, *inputs: str, name: str | None = None, **attributes: object) -> str:
        """Add an operator with one output; return the output's name."""
        name = name or f"{operator.lower()}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name, **attributes))
        return name

    def constant(self, name: str, values: np.ndarray) -> str:
        """Add values that the file holds; return their name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _add_input(graph: _Graph, model: Mapping, vocabulary_size: int) -> str:
    """Units to vectors `(time, batch, width)`."""
    if model["input"] != "one_hot":
        name = "output.weight" if model["input"] == "tied" else "embedding.weight"
        return graph.add("Gather", graph.constant("embedding", graph.weights[name]), "units")
    size = graph.constant("vocabulary_size", np.array([vocabulary_size], dtype=np.int64))
    return graph.add("OneHot", "units", size, graph.constant("off_and_on", np.array([0, 1], dtype=np.float32)))


def _add_layer(
    graph: _Graph, model: Mapping, number: int, inputs: str, states: tuple[str, ...]
) -> tuple[str, list[str]]:
    """One recurrent layer; names of its outputs `(time, batch, hidden)` and of its state `(1, batch, hidden)` after."""
    operator, matrices, attributes = _operator(graph.weights, model["cell"], number)
    layer = f"layers.{number}"
    constants = [graph.constant(f"{layer}.{name}", values[np.newaxis]) for name, values in matrices.items()]
    index = graph.constant(f"{layer}.index", np.array([number], dtype=np.int64))
    before = [graph.add("Gather", state, index, axis=0) for state in states]
    after = [f"{layer}.{state}_after" for state in states]
    graph.nodes.append(
        helper.make_node(
            operator,
            # The empty name leaves out the lengths of the sequences: all are as long as the window.
            [inputs, *constants, "", *before],
            [f"{layer}.outputs", *after],
            layer,
            hidden_size=model["hidden"],
            **attributes,
        )
    )
    directions = graph.constant(f"{layer}.directions", np.array([1], dtype=np.int64))
    return graph.add("Squeeze", f"{layer}.outputs", directions), after


def _operator(weights: Mapping[str, np.ndarray], cell: str, number: int) -> tuple[str, dict[str, np.ndarray], dict]:
    """ONNX's operator for a layer, its three matrices in ONNX's order of gates, and its attributes.

    Torch's order is input, forget, candidate, output (the original LSTM has no forget gate) and reset, update, new;
    ONNX's is input, output, forget, candidate and update, reset, new.
    """
    names = ("from_input", "from_hidden", "input_bias", "hidden_bias")
    from_input, from_hidden, *biases = (weights[f"layers.{number}.{name}"] for name in names)
    # ONNX has both biases in one row.
    if cell == "rnn":
        return "RNN", _matrices(from_input, from_hidden, *biases), {}
    if cell == "gru":
        ordered = (_take_gates(each, 3, (1, 0, 2)) for each in (from_input, from_hidden, *biases))
        return "GRU", _matrices(*ordered), {"linear_before_reset": 1}
    if cell == "original_lstm":
        from_input, from_hidden, input_bias, hidden_bias = (
            _insert_gate(each, value)
            for each, value in zip((from_input, from_hidden, *biases), (0, 0, OPEN_GATE, 0), strict=True)
        )
        biases = [input_bias, hidden_bias]
    ordered = (_take_gates(each, 4, (0, 3, 1, 2)) for each in (from_input, from_hidden, *biases))
    attributes = {}
    if cell == "article_lstm":  # the last activation stands before the output gate: the identity
        attributes = {"activations": ["Sigmoid", "Tanh", "Affine"], "activation_alpha": [1.0], "activation_beta": [0.0]}
    return "LSTM", _matrices(*ordered), attributes


def _matrices(
    from_input: np.ndarray, from_hidden: np.ndarray, input_bias: np.ndarray, hidden_bias: np.ndarray
) -> dict[str, np.ndarray]:
    return {"from_input": from_input, "from_hidden": from_hidden, "biases": np.concatenate([input_bias, hidden_bias])}


def _take_gates(weights: np.ndarray, gates: int, order: tuple[int, ...]) -> np.ndarray:
    """The rows of `(gates * hidden, ...)` with the gates in another order."""
    parts = np.split(weights, gates)
    return np.concatenate([parts[gate] for gate in order])


def _insert_gate(weights: np.ndarray, value: float) -> np.ndarray:
    """Rows for a forget gate, all of one value, behind those of the input gate of `(3 * hidden, ...)`."""
    first, *others = np.split(weights, 3)
    return np.concatenate([first, np.full_like(first, value), *others])


def _value(name: str, shape: tuple[int | str, ...], element: int = TensorProto.FLOAT) -> object:
    return helper.make_tensor_value_info(name, element, shape)


def _serialize(graph: object, origin: dict) -> bytes:
    model: ModelProto = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="geetkar"
    )
    helper.set_model_props(model, {METADATA: json.dumps(origin, ensure_ascii=False, sort_keys=True)})
    return model.SerializeToString(deterministic=True)
