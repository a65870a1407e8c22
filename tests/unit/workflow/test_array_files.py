import numpy as np
import pytest

from geetkar.workflow.array_files import open_array, write_array, write_array_in_parts
from geetkar.workflow.errors import InputError


def test_a_file_that_is_not_an_array_is_named(tmp_path):
    (tmp_path / "train.npy").write_bytes(b"not numpy")
    with pytest.raises(InputError, match=r"train\.npy"):
        open_array(tmp_path / "train.npy")


def test_an_array_is_memory_mapped(tmp_path):
    write_array(tmp_path / "t.npy", np.arange(5, dtype=np.uint8))
    assert isinstance(open_array(tmp_path / "t.npy"), np.memmap)


def test_an_array_in_parts_is_the_whole_array(tmp_path):
    whole = np.arange(12, dtype=np.uint8).reshape(6, 2)
    write_array_in_parts(tmp_path / "t.npy", whole.shape, "uint8", [whole[:1], whole[1:4], whole[4:]])
    write_array(tmp_path / "whole.npy", whole)
    assert (tmp_path / "t.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()
