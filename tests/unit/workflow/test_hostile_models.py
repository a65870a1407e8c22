"""Model files that attack whoever loads them."""

import ast
import json
import re
import struct
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, load_model_from_string
from own_code import OWN_CODE
from tiny_training import DISCOUNTS, TINY_MODEL

from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import METADATA, OnnxNetwork
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin, save_tensors
from geetkar.training.progress import begin
from geetkar.workflow.array_files import open_array
from geetkar.workflow.errors import InputError
from geetkar.workflow.imported_code import imported_names
from geetkar.workflow.preflight import check_whole

ROOT = Path(__file__).parents[3]


def safetensors(header, data=b""):
    """Write a file in the safetensors format."""
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(header)) + header + data


TENSOR = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
LYING_FILES = {
    "no end": struct.pack("<Q", 2**63) + b"{}",
    "deep header": safetensors(b"[" * 100_000),
    "no offsets": safetensors({"w": {**TENSOR, "data_offsets": []}}, bytes(16)),
    "offsets of text": safetensors({"w": {**TENSOR, "data_offsets": ["0", "16"]}}, bytes(16)),
    "pickle": b"\x80\x04cos\nsystem\n(S'true'\ntR.",
}


@pytest.mark.parametrize("content", LYING_FILES.values(), ids=LYING_FILES)
@pytest.mark.parametrize("look", [check_whole, Writer.load])
def test_a_checkpoint_whose_header_lies_is_refused(look, content, tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(content)
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        look(tmp_path / "weights.safetensors")


@pytest.mark.parametrize("shape", [[10**12], [2**62, 4], [-4]])
def test_a_tensor_larger_than_its_data_is_refused(shape, tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(safetensors({"w": {**TENSOR, "shape": shape}}, bytes(16)))
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        Writer.load(tmp_path / "weights.safetensors")


@pytest.fixture
def module(tiny_model, vocabulary):
    return begin(tiny_model, vocabulary).network


@pytest.mark.parametrize(
    "lie",
    [{"layers": 10**9}, {"hidden": 10**12}, {"cell": "../x"}, {"cell": None}, {"layers": "2"}],
    ids=str,
)
def test_a_checkpoint_whose_model_lies_is_refused(lie, module, tiny_model, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    save_tensors(path, module.state_dict(), Origin(replace(tiny_model, **lie), vocabulary.units, 1))
    with pytest.raises(InputError, match=r"do not fit the model|other than its metadata says|cannot be read as"):
        Writer.load(path)


@pytest.fixture
def exported(module, tiny_model, vocabulary):
    return load_model_from_string(convert_to_onnx(module.state_dict(), Origin(tiny_model, vocabulary.units, 1)))


def load(network, tmp_path):
    path = tmp_path / "network.onnx"
    path.write_bytes(network.SerializeToString())
    return OnnxNetwork(path)


@pytest.mark.parametrize("place", ["secret.bin", "../secret.bin", "/etc/passwd"])
def test_a_network_that_reads_other_files_is_refused(place, exported, tmp_path):
    weights = exported.graph.initializer[0]
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=place)
    with pytest.raises(InputError, match=rf"weights in other files: {re.escape(weights.name)}"):
        load(exported, tmp_path)


@pytest.mark.parametrize("operator", ["Loop", "Scan", "If", "ConstantOfShape"])
def test_a_network_of_foreign_operators_is_refused(operator, exported, tmp_path):
    exported.graph.node.append(helper.make_node(operator, ["units"], ["more"]))
    with pytest.raises(InputError, match=f"foreign operators: {operator}"):
        load(exported, tmp_path)


def test_a_network_that_defines_an_operator_is_refused(exported, tmp_path):
    body = [helper.make_node("Loop", ["x"], ["y"])]
    exported.functions.append(helper.make_function("own", "Add", ["x"], ["y"], body, [helper.make_opsetid("", 17)]))
    with pytest.raises(InputError, match="is not a network of this project"):
        load(exported, tmp_path)


@pytest.mark.parametrize(
    "lie", [{"units": ["a"]}, {"units": [1] * 20}, {"model": asdict(replace(TINY_MODEL, cell="rnn", layers=9))}]
)
def test_a_network_whose_metadata_lies_is_refused(lie, exported, tmp_path):
    (stored,) = exported.metadata_props
    stored.value = json.dumps(json.loads(stored.value) | lie)
    assert stored.key == METADATA
    with pytest.raises(InputError, match="other than its metadata says"):
        load(exported, tmp_path)


@pytest.mark.parametrize(
    "discounts",
    [None, [], [[[0.5] * 3] * 99], np.full_like(DISCOUNTS, 4).tolist(), "a", {"a": 1}],
    ids=ascii,
)
@pytest.mark.parametrize("name", ["weights.safetensors", "network.onnx"])
def test_a_network_with_other_discounts_than_its_memory_is_refused(discounts, name, tiny_model, vocabulary, tmp_path):
    path, model = tmp_path / name, replace(tiny_model, memory="song")
    weights, origin = begin(model, vocabulary).network.state_dict(), Origin(model, vocabulary.units, 1, discounts)
    if path.suffix == ".onnx":
        path.write_bytes(convert_to_onnx(weights, origin))
    else:
        save_tensors(path, weights, origin)
    with pytest.raises(InputError, match="not one of this version"):
        Writer.load(path)


def test_an_array_of_pickles_is_refused(tmp_path):
    np.save(tmp_path / "train.npy", np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(InputError, match="is not an array of numbers"):
        open_array(tmp_path / "train.npy")


UNPACKERS = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "zipfile", "tarfile", "torch.load"}


def calls_in(path):
    """Return the names of the functions that a file calls."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)}


def test_no_script_unpickles_or_opens_archives_of_files():
    modules = [path for path in OWN_CODE if path.suffix == ".py"]
    unpacking = {path.name: UNPACKERS & {*imported_names(path), *calls_in(path)} for path in modules}
    assert {name: found for name, found in unpacking.items() if found} == {}
