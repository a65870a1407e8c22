from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest
from fixtures import environment, text, tiny_model, torch_as_in_training  # noqa: F401
from songs_of_our_own import spellings
from tiny_training import TINY_MODEL

from benchmarking.baselines import char_rnn_pytorch, nano_gpt, plain_port
from benchmarking.learned_text import number_text
from benchmarking.preset_training import Measured, measure_preset
from geetkar.training.device import prepare_torch
from geetkar.verse.arrangement import Arrangement, plan_text
from geetkar.verse.rhyming_words import learn_rhyming_words

RHYMING = ["dil", "khil", "mil", "hil", "sil", "til", "jil", "bil", "chil", "hai"]


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


@pytest.fixture(scope="session")
def songs_with_plans() -> SimpleNamespace:
    """Return a text whose lines rhyme, its spellings, and the words that rhyme."""
    song, spelled = "".join(f"{word} {word}\n" for word in RHYMING * 3), spellings()
    rhymes = learn_rhyming_words("itrans", song.split("\n")[:-1], plan_text(song, spelled.sounds), spelled.sounds)
    return SimpleNamespace(text=song, spellings=spelled, rhymes=rhymes)


@pytest.fixture(scope="session")
def network_with_plans(songs_with_plans) -> Measured:
    """Return a preset with plans, trained for a few steps."""
    entry = {**asdict(replace(TINY_MODEL, line_order="backward", plans=True)), "checkpoints": [4], "cooled": []}
    read = Arrangement("backward", songs_with_plans.spellings.sounds).arrange(songs_with_plans.text)
    return measure_preset(entry, number_text(read, read, read))
