"""Fixtures for several folders of tests; their conftest.py imports them."""

import os

import numpy as np
import pytest
from songs_of_our_own import LINES
from tiny_training import TINY_MODEL

from geetkar.training.device import prepare_torch
from geetkar.vocabulary.encoding import encode_split
from geetkar.vocabulary.vocabulary import build_vocabulary


@pytest.fixture(autouse=True, scope="session")
def environment(tmp_path_factory):
    """Keep this user's git and Snakemake profile from the processes of tests, and give them a separate cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("GIT_", "SNAKEMAKE_")):
                patch.delenv(name)
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # each job of a copied project would compile it again
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


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
    """Return a network of width 4 that a test may change."""
    return TINY_MODEL
