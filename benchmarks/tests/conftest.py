import pytest
from fixtures import environment, text, tiny_model, torch_as_in_training  # noqa: F401

from benchmarking.baselines import char_rnn_pytorch, nano_gpt, plain_port
from benchmarking.learned_text import number_text
from geetkar.training.device import prepare_torch


@pytest.fixture
def small_baselines(monkeypatch):
    """Make the baselines small enough for tests."""
    monkeypatch.setattr(plain_port, "LAYERS", 1)
    monkeypatch.setattr(plain_port, "HIDDEN", 24)
    monkeypatch.setattr(char_rnn_pytorch, "HIDDEN", 24)
    monkeypatch.setattr(char_rnn_pytorch, "CHUNK", 20)
    monkeypatch.setattr(nano_gpt, "WIDTH", 16)
    monkeypatch.setattr(nano_gpt, "LAYERS", 1)
    monkeypatch.setattr(nano_gpt, "WARMUP_STEPS", 5)
    yield
    prepare_torch()


@pytest.fixture
def long_text(text):  # noqa: F811
    return number_text(text * 3, text)
