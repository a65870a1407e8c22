"""The streams of a text and their windows."""

import numpy as np
import pytest
import torch

from geetkar.training.streams import Streams
from geetkar.vocabulary.encoding import Split
from geetkar.workflow.errors import InputError

NUMBERS = np.arange(61, dtype=np.uint8)
TEXT = Split(NUMBERS, {})


def test_streams_read_the_whole_text_once_an_epoch():
    streams = Streams(TEXT, batch=3, sequence=4)
    read = torch.cat([streams.window(step).inputs for step in range(streams.steps_per_epoch)])
    assert read.T.flatten().tolist() == list(range(60))


def test_targets_are_the_inputs_one_unit_later():
    window = Streams(TEXT, batch=3, sequence=4).window(7)
    assert torch.equal(window.targets, window.inputs + 1)


def test_each_target_has_its_row_of_the_memory():
    text = Split(NUMBERS, {}, rows=np.stack([NUMBERS, NUMBERS + 100], axis=1))
    window = Streams(text, batch=3, sequence=4, part=slice(1, 3)).window(2)
    assert torch.equal(window.rows, torch.stack([window.targets, window.targets + 100], dim=-1))


def test_a_text_without_a_memory_has_no_rows():
    assert Streams(TEXT, batch=3, sequence=4).window(0).rows is None


def test_the_window_after_an_epoch_is_its_first_again():
    streams = Streams(TEXT, batch=3, sequence=4)
    assert torch.equal(streams.window(streams.steps_per_epoch).inputs, streams.window(0).inputs)


def test_a_text_too_short_for_a_step_is_an_error_that_names_the_keys():
    with pytest.raises(InputError, match="`batch` or `sequence`"):
        Streams(Split(np.arange(10, dtype=np.uint8), {}), batch=5, sequence=7)
