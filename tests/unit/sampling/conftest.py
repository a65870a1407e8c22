from dataclasses import replace

import pytest
from tiny_training import DISCOUNTS

from geetkar.memory.memory import memory_of_song
from geetkar.training.checkpoint import Origin
from geetkar.training.progress import begin


@pytest.fixture
def memory(vocabulary):
    """Return a memory `song`."""
    return memory_of_song(vocabulary.units, DISCOUNTS)


@pytest.fixture
def model(tiny_model, with_memory):
    return replace(tiny_model, memory="song") if with_memory else tiny_model


@pytest.fixture(params=[False, True], ids=["without memory", "with memory"])
def with_memory(request):
    """Whether the network has a memory."""
    return request.param


@pytest.fixture
def module(model, vocabulary):
    return begin(model, vocabulary).network


@pytest.fixture
def origin(model, vocabulary, with_memory):
    """Return the origin of the network's checkpoint."""
    return Origin(model, vocabulary.units, 1, DISCOUNTS if with_memory else None)
