import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from songs_of_our_own import LINES
from tiny_training import TINY_MODEL

from geetkar.training.device import prepare_torch
from geetkar.training.loop import Split
from geetkar.vocabulary.encoding import describe_encoding, encode_text
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
    encoded = encode_text(text, vocabulary)
    return Split(encoded, describe_encoding(text, encoded, vocabulary))


@pytest.fixture
def tiny_model():
    """A network of width 4, to be changed as a test likes."""
    return TINY_MODEL
