import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from songs_of_our_own import LINES
from tiny_training import TINY_MODEL

from geetkar.training.device import prepare_torch
from geetkar.vocabulary.encoding import encode_split
from geetkar.vocabulary.vocabulary import build_vocabulary

# No clock and no chance: a slow machine fails no test, and what passed once passes again.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(autouse=True, scope="session")
def torch_as_in_training():
    prepare_torch()


@pytest.fixture
def text():
    generator = np.random.default_rng(1)
    return "\n".join(generator.choice(LINES) for _ in range(60)) + "\n"


@pytest.fixture
def vocabulary(text):
    return build_vocabulary(text, "itrans", "char")


@pytest.fixture
def split(text, vocabulary):
    return encode_split(text, vocabulary)


@pytest.fixture
def tiny_model():
    """A network of width 4, to be changed as a test likes."""
    return TINY_MODEL
