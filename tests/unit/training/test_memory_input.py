"""How a network reads the rows of a memory: as an input, and as proposals that its gates weigh."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from tiny_training import with_made_up_rows

from geetkar.memory.layout import Layout, layout_of
from geetkar.training.held_out_loss import evaluate
from geetkar.training.language_model import LanguageModel
from geetkar.training.memory_input import MemoryInput

LAYOUT = Layout(("song", "phrases"), units=5)


@pytest.fixture
def rows():
    """Return rows of random bytes `(time, batch, width)`."""
    return torch.randint(256, (7, 3, LAYOUT.width), generator=torch.Generator().manual_seed(1), dtype=torch.uint8)


def log_probabilities(codes):
    return codes.float() / -16


def test_the_input_is_made_of_log_probabilities_and_places(rows):
    memory = MemoryInput(LAYOUT, hidden=4)
    scaled = torch.cat([0.2 * log_probabilities(rows[..., :10]) + 0.6, (rows[..., 10:].float() - 128) / 32], dim=-1)
    torch.testing.assert_close(memory.embed(rows), memory.input(scaled), rtol=1e-4, atol=1e-5)


def test_proposals_are_log_probabilities_times_their_gates(rows):
    memory, hidden = MemoryInput(LAYOUT, hidden=4), torch.randn(7, 3, 4)
    gates = memory.gates(hidden)
    expected = sum(gates[..., [n]] * log_probabilities(rows[..., 5 * n : 5 * n + 5]) for n in range(2))
    torch.testing.assert_close(memory.propose(hidden, rows), expected)


def test_a_new_network_without_output_weights_predicts_what_the_song_proposes(tiny_model):
    network, layout = LanguageModel(replace(tiny_model, memory="song"), 9), layout_of("song", 9)
    torch.nn.init.zeros_(network.output.weight)
    rows = torch.randint(256, (7, 3, layout.width), dtype=torch.uint8)
    logits, _ = network(torch.ones(7, 3, dtype=torch.long), network.initial_state(3), rows)
    torch.testing.assert_close(logits, log_probabilities(rows[..., layout.codes("song")]))


def test_two_windows_with_rows_give_the_logits_of_one(tiny_model, vocabulary, split):
    network = LanguageModel(replace(tiny_model, memory="song"), len(vocabulary)).eval()
    units = torch.from_numpy(split.encoded[:20].astype(np.int64)).unsqueeze(1)
    rows = torch.from_numpy(with_made_up_rows(split, "song", vocabulary).rows[:20]).unsqueeze(1)
    whole, _ = network(units, network.initial_state(1), rows)
    first, state = network(units[:8], network.initial_state(1), rows[:8])
    second, _ = network(units[8:], state, rows[8:])
    assert torch.allclose(torch.cat([first, second]), whole, atol=1e-6)


def test_each_held_out_unit_is_scored_with_its_own_row(tiny_model, vocabulary, split, monkeypatch):
    monkeypatch.setattr("geetkar.training.held_out_loss.UNITS_PER_STREAM", 100)
    network = LanguageModel(replace(tiny_model, memory="song"), len(vocabulary))
    torch.nn.init.zeros_(network.output.weight)
    remembered = with_made_up_rows(split, "song", vocabulary)
    codes = torch.from_numpy(remembered.rows[:, layout_of("song", len(vocabulary)).codes("song")])
    predicted = log_probabilities(codes).log_softmax(dim=-1).numpy()
    expected = -predicted[np.arange(len(split.encoded)), split.encoded].mean()
    assert evaluate(network, remembered, vocabulary).nats == pytest.approx(expected, rel=1e-5)


def test_a_network_without_a_memory_has_no_weights_for_one(tiny_model, vocabulary):
    names = [name for name, _ in LanguageModel(tiny_model, len(vocabulary)).named_parameters()]
    assert not any("memory" in name for name in names)
