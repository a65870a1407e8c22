"""Networks exported to ONNX, compared with torch."""

import logging
import os
import subprocess
import sys
from dataclasses import asdict, replace

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper
from tiny_training import DISCOUNTS

import export_network
import quantize_network
from geetkar.memory.layout import MEMORIES
from geetkar.sampling.export import TorchNetwork, check_export, convert_to_onnx, load_network
from geetkar.sampling.onnx_graph import MEMORY_INPUT
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.quantization import quantize
from geetkar.sampling.writer import Writer
from geetkar.training.cells import CELLS
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.training.model import INPUTS, Model
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.errors import InputError

TIME, BATCH = 7, 3
UNITS = ("\ufffd", "\n", *"abcdef")


@pytest.fixture
def module(tiny_model):
    return LanguageModel(tiny_model, len(UNITS))


@pytest.fixture
def exported(module, tiny_model):
    return convert_to_onnx(module.state_dict(), Origin(tiny_model, UNITS, 25))


def with_random_weights(model):
    """Return a network with no weight or bias at zero, so that each of them changes the logits."""
    module = LanguageModel(model, len(UNITS))
    generator = torch.Generator().manual_seed(3)
    size = 0.2 if module.has_memory else 0.5  # rows are many and large
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * size)
    return module


@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("read_as", INPUTS)
@pytest.mark.parametrize("cell", CELLS)
def test_an_exported_network_computes_what_torch_computes(cell, read_as, residual, tiny_model):
    model = replace(tiny_model, cell=cell, input=read_as, residual=residual, layers=3)
    module = with_random_weights(model)
    ours = OnnxNetwork(convert_to_onnx(module.state_dict(), Origin(model, UNITS, 25)))
    theirs = TorchNetwork(module)
    state, expected_state = ours.initial_state(BATCH), theirs.initial_state(BATCH)
    # The second window starts from the state after the first one.
    for units in np.random.default_rng(1).integers(len(UNITS), size=(2, TIME, BATCH)):
        logits, state = ours(units, state)
        expected, expected_state = theirs(units, expected_state)
        np.testing.assert_allclose(logits, expected, rtol=0, atol=1e-5)
        for tensor, other in zip(state, expected_state, strict=True):
            np.testing.assert_allclose(tensor, other, rtol=0, atol=1e-5)


@pytest.mark.parametrize("read_as", INPUTS)
@pytest.mark.parametrize("cell", CELLS)
def test_an_exported_network_with_a_memory_computes_what_torch_computes(cell, read_as, tiny_model):
    model = replace(tiny_model, cell=cell, input=read_as, memory="song")
    assert difference_from_torch(model) < 1e-4


def difference_from_torch(model):
    module, origin = with_random_weights(model), origin_of(model)
    return check_export(module.state_dict(), origin, convert_to_onnx(module.state_dict(), origin))


def origin_of(model):
    """Return the origin of a checkpoint."""
    return Origin(model, UNITS, 25, DISCOUNTS if model.memory == "song" else None)


def test_a_network_of_one_layer_is_exported(tiny_model):
    assert difference_from_torch(replace(tiny_model, layers=1)) < 1e-5


@pytest.mark.parametrize("memory", MEMORIES)
def test_the_exported_graph_passes_onnxs_checker(memory, tiny_model):
    model = replace(tiny_model, memory=memory)
    exported = convert_to_onnx(LanguageModel(model, len(UNITS)).state_dict(), origin_of(model))
    onnx.checker.check_model(exported, full_check=True)


def test_the_same_weights_give_the_same_bytes(exported, module, tiny_model):
    again = Model(**dict(reversed(asdict(tiny_model).items())))
    assert convert_to_onnx(module.state_dict(), Origin(again, UNITS, 25)) == exported


def test_the_file_names_its_model_units_and_step(exported, tiny_model):
    network = OnnxNetwork(exported)
    assert (network.model, network.units, network.step) == (tiny_model, UNITS, 25)


def test_a_network_is_read_without_torch(exported, tmp_path):
    path = tmp_path / "network.onnx"
    path.write_bytes(exported)
    code = (
        "import sys; from geetkar.sampling.writer import Writer; "
        f"print(len(Writer.load({str(path)!r}).write(length=5)), 'torch' in sys.modules)"
    )
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["5", "False"]


def a_foreign_network():
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "foreign", values[:1], values[1:])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


@pytest.mark.parametrize("content", [a_foreign_network(), b"", b"not a network"], ids=["foreign", "empty", "text"])
def test_a_foreign_file_is_refused_by_its_name(content, tmp_path):
    path = tmp_path / "other.onnx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"other\.onnx .*export_network"):
        OnnxNetwork(path)


def test_a_truncated_file_is_refused(exported, tmp_path):
    path = tmp_path / "network.onnx"
    path.write_bytes(exported[: len(exported) // 2])
    with pytest.raises(InputError, match=r"network\.onnx"):
        OnnxNetwork(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"none\.onnx cannot be read .*FileNotFoundError"):
        OnnxNetwork(tmp_path / "none.onnx")


def test_the_rule_writes_the_network_and_logs_the_difference(exported, module, tiny_model, tmp_path, caplog):
    save_tensors(tmp_path / "weights.safetensors", module.state_dict(), Origin(tiny_model, UNITS, 25))
    with caplog.at_level(logging.INFO, logger="geetkar"):
        export_network.main(tmp_path / "weights.safetensors", tmp_path / "network.onnx")
    assert (tmp_path / "network.onnx").read_bytes() == exported
    assert "logits differ from torch's by" in caplog.text


def test_an_export_that_differs_from_torch_is_not_written(module, tiny_model, tmp_path, monkeypatch):
    save_tensors(tmp_path / "weights.safetensors", module.state_dict(), Origin(tiny_model, UNITS, 25))
    other = convert_to_onnx(with_random_weights(tiny_model).state_dict(), Origin(tiny_model, UNITS, 25))
    monkeypatch.setattr(export_network, "convert_to_onnx", lambda *_: other)
    with pytest.raises(InputError, match="differ from torch's by"):
        export_network.main(tmp_path / "weights.safetensors", tmp_path / "network.onnx")
    assert not (tmp_path / "network.onnx").exists()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("memory", MEMORIES)
def test_a_quantized_network_predicts_nearly_the_same(memory, cell, tiny_model):
    model = replace(tiny_model, cell=cell, hidden=32, memory=memory)
    module = with_random_weights(model)
    exported = convert_to_onnx(module.state_dict(), origin_of(model))
    units = np.random.default_rng(1).integers(len(UNITS), size=(TIME, BATCH))
    whole, quantized = (
        softmax(network(units, network.initial_state(BATCH))[0])
        for network in (OnnxNetwork(exported), OnnxNetwork(quantize(exported)))
    )
    assert 0 < np.abs(whole - quantized).max() < 0.05


def softmax(logits):
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return odds / odds.sum(axis=-1, keepdims=True)


def test_the_matrix_that_reads_a_memorys_rows_is_not_quantized(tiny_model):
    model = replace(tiny_model, memory="song")
    exported = convert_to_onnx(with_random_weights(model).state_dict(), origin_of(model))
    graph = onnx.load_from_string(quantize(exported)).graph
    assert [node.op_type for node in graph.node if node.name == MEMORY_INPUT] == ["MatMul"]


def test_a_quantized_network_is_small_and_has_the_same_bytes_each_time(tiny_model, tmp_path):
    model = replace(tiny_model, hidden=64)
    exported = convert_to_onnx(with_random_weights(model).state_dict(), Origin(model, UNITS, 25))
    (tmp_path / "network.onnx").write_bytes(exported)
    quantize_network.main(tmp_path / "network.onnx", tmp_path / "network.int8.onnx")
    quantized = (tmp_path / "network.int8.onnx").read_bytes()
    assert len(quantized) < 0.4 * len(exported)
    assert quantize(exported) == quantized
    assert len(Writer.load(tmp_path / "network.int8.onnx").write("ab", length=9)) == 11


def test_a_checkpoint_of_another_vocabulary_is_refused(module, tiny_model, tmp_path):
    save_tensors(tmp_path / "weights.safetensors", module.state_dict(), Origin(tiny_model, UNITS, 25))
    with pytest.raises(InputError, match="another vocabulary"):
        load_network(tmp_path / "weights.safetensors", build_vocabulary("diip\n", "itrans", "char"))


def test_onnxruntime_collects_nothing_about_what_it_runs(exported, tmp_path):
    """It would keep in the home folder what it is about to send."""
    (tmp_path / "network.onnx").write_bytes(exported)
    (home := tmp_path / "home").mkdir()
    script = "import sys; from geetkar.sampling.onnx_network import OnnxNetwork; OnnxNetwork(sys.argv[1])"
    environment = {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script, tmp_path / "network.onnx"], env=environment, check=True)
    assert not [path for path in home.rglob("*") if path.is_file()]
