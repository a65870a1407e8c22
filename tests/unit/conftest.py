import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from songs_of_our_own import LINES

from geetkar.network.device import prepare_torch
from geetkar.network.training import Split
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
    """A network of width 4 in the form of a configuration's model, without name and checkpoints."""
    return {
        "script": "itrans",
        "unit": "char",
        "cell": "lstm",
        "layers": 2,
        "hidden": 4,
        "input": "embedding",
        "embedding_size": 3,
        "embedding_dropout": 0.1,
        "dropout": 0.2,
        "weight_drop": 0.0,
        "residual": False,
        "batch": 5,
        "sequence": 7,
        "initialization": "orthogonal",
        "optimizer": "rmsprop",
        "weight_decay": 0.01,
        "precision": "auto",
        "device": "auto",
        "processes": 1,
        "learning_rate": 0.01,
        "warmup_steps": 0,
        "decay_factor": 0.97,
        "decay_after_epochs": 1,
        "clip": 5.0,
        "seed": 1,
    }
