"""Checkpoint files: written atomically, read back, and refused if damaged or of another model."""

import resource
import signal
from dataclasses import replace

import pytest
import torch

from geetkar.training.checkpoint import Origin, check_origin, load_tensors, save_tensors
from geetkar.training.progress import begin
from geetkar.workflow.errors import InputError
from geetkar.workflow.preflight import check_whole


@pytest.fixture
def saved(tiny_model, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    network = begin(tiny_model, vocabulary).network
    save_tensors(path, network.state_dict(), Origin(tiny_model, vocabulary.units, 5))
    return path


def test_a_checkpoint_stores_its_origin(saved, tiny_model, vocabulary):
    assert load_tensors(saved)[1] == Origin(tiny_model, vocabulary.units, 5)


def test_an_undamaged_checkpoint_passes_the_preflight_check(saved):
    check_whole(saved)


def test_a_full_disk_leaves_no_half_checkpoint(saved, tiny_model, vocabulary):
    tensors, origin = load_tensors(saved)
    before = saved.read_bytes()
    larger = {"more": torch.zeros(100_000), **tensors}
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, usual[1]))  # simulates a full disk
    try:
        with pytest.raises(InputError, match=r"cannot write .*weights\.safetensors .*free some disk space"):
            save_tensors(saved, larger, origin)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, handler)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


@pytest.mark.parametrize("look", [check_whole, load_tensors])
@pytest.mark.parametrize("kept", [0, 4, 100, 0.5, 0.999])
def test_a_truncated_checkpoint_is_named(look, kept, saved):
    content = saved.read_bytes()
    saved.write_bytes(content[: int(kept * len(content)) if isinstance(kept, float) else kept])
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        look(saved)


@pytest.mark.parametrize("look", [check_whole, load_tensors])
def test_a_checkpoint_with_more_bytes_than_its_header_says_is_named(look, saved):
    saved.write_bytes(saved.read_bytes() + b"\x00")
    with pytest.raises(InputError, match=r"weights\.safetensors is damaged"):
        look(saved)


def test_a_flipped_bit_is_noticed(saved):
    content = bytearray(saved.read_bytes())
    content[-9] ^= 1
    saved.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        load_tensors(saved)


def test_a_pickle_is_refused(saved):
    torch.save({"weight": torch.zeros(1)}, saved)
    with pytest.raises(InputError, match="not written by this version of the project"):
        load_tensors(saved)


def test_a_checkpoint_of_another_model_is_refused_by_the_key_that_differs(saved, tiny_model, vocabulary):
    _, origin = load_tensors(saved)
    with pytest.raises(InputError, match="hidden: 4, not 8"):
        check_origin(saved, origin, replace(tiny_model, hidden=8), vocabulary.units)


def test_a_checkpoint_of_another_vocabulary_is_refused(saved, tiny_model, vocabulary):
    _, origin = load_tensors(saved)
    with pytest.raises(InputError, match="another vocabulary"):
        check_origin(saved, origin, tiny_model, (*vocabulary.units, "q"))


def test_the_same_tensors_give_the_same_bytes(saved, tiny_model, vocabulary, tmp_path):
    tensors, origin = load_tensors(saved)
    save_tensors(tmp_path / "again", tensors, origin)
    assert (tmp_path / "again").read_bytes() == saved.read_bytes()
