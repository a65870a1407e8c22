"""The network around its cells: state, tied weights, initialization, residual layers and dropout."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from geetkar.training.cells import CELLS
from geetkar.training.language_model import LanguageModel
from geetkar.training.progress import begin


@pytest.mark.parametrize("cell", CELLS)
def test_two_windows_give_the_logits_of_one(cell, tiny_model, vocabulary, split):
    network = LanguageModel(replace(tiny_model, cell=cell), len(vocabulary)).eval()
    units = torch.from_numpy(split.encoded[:20].astype(np.int64)).unsqueeze(1)
    whole, _ = network(units, network.initial_state(1))
    first, state = network(units[:8], network.initial_state(1))
    second, _ = network(units[8:], state)
    assert torch.allclose(torch.cat([first, second]), whole, atol=1e-6)


def test_tied_weights_are_both_embedding_and_output(tiny_model, vocabulary):
    network = begin(replace(tiny_model, input="tied"), vocabulary).network
    assert "embedding.weight" not in network.state_dict()
    units = torch.tensor([[1], [2]])
    before, _ = network.eval()(units, network.initial_state(1))
    with torch.no_grad():
        network.output.weight[1] = 0  # changes the first input, and so the logits of all units
    after, _ = network(units, network.initial_state(1))
    assert not torch.equal(before[0, 0, 2:], after[0, 0, 2:])


def test_gates_start_orthogonal_and_the_forget_gate_open(tiny_model, vocabulary):
    network = LanguageModel(replace(tiny_model, initialization="orthogonal"), len(vocabulary))
    for layer in network.layers:
        for gate in layer.from_hidden.chunk(4):
            torch.testing.assert_close(gate @ gate.T, torch.eye(4))
        assert layer.input_bias.tolist() == [0.0] * 4 + [1.0] * 4 + [0.0] * 8


@pytest.mark.parametrize("residual", [False, True])
def test_a_residual_network_adds_each_layers_input(tiny_model, residual):
    network = LanguageModel(replace(tiny_model, residual=residual, dropout=0.0), 9)
    for parameter in network.layers[1].parameters():
        torch.nn.init.zeros_(parameter)  # a second layer whose outputs are zeros
    units = torch.randint(9, (5, 2), generator=torch.Generator().manual_seed(1))
    logits, _ = network(units, network.initial_state(2))
    silent = network.output.bias.expand_as(logits)
    assert torch.equal(logits, silent) is not residual


def test_dropout_is_locked_over_time(tiny_model):
    network = LanguageModel(replace(tiny_model, dropout=0.5), 9)
    dropped = network.dropout(torch.ones(7, 3, 100))
    assert torch.equal(dropped, dropped[:1].expand_as(dropped))
    assert set(dropped.unique().tolist()) == {0.0, 2.0}
