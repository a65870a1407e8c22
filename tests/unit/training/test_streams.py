"""The streams of a text and their windows."""

import numpy as np
import pytest
import torch

from geetkar.training.streams import Streams
from geetkar.workflow.errors import InputError


def test_streams_read_the_whole_text_once_an_epoch():
    streams = Streams(np.arange(61, dtype=np.uint8), batch=3, sequence=4)
    read = torch.cat([streams.window(step).inputs for step in range(streams.steps_per_epoch)])
    assert read.T.flatten().tolist() == list(range(60))


def test_targets_are_the_inputs_one_unit_later():
    window = Streams(np.arange(61, dtype=np.uint8), batch=3, sequence=4).window(7)
    assert torch.equal(window.targets, window.inputs + 1)


def test_the_window_after_an_epoch_is_its_first_again():
    streams = Streams(np.arange(61, dtype=np.uint8), batch=3, sequence=4)
    assert torch.equal(streams.window(streams.steps_per_epoch).inputs, streams.window(0).inputs)


def test_a_text_too_short_for_a_step_is_an_error_that_names_the_keys():
    with pytest.raises(InputError, match="`batch` or `sequence`"):
        Streams(np.arange(10, dtype=np.uint8), batch=5, sequence=7)
