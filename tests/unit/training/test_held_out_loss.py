"""Held-out losses: every unit scored once, bits per character, and dynamic evaluation."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from tiny_training import arranged
from torch.nn import functional

from geetkar.training.held_out_loss import evaluate, evaluate_dynamically
from geetkar.training.language_model import LanguageModel
from geetkar.verse.codes import KINDS
from geetkar.vocabulary.encoding import Split, encode_split


def test_the_loss_scores_every_unit_once(tiny_model, vocabulary, split):
    network = LanguageModel(tiny_model, len(vocabulary)).eval()
    units = torch.from_numpy(split.encoded.astype(np.int64))
    before = torch.cat([torch.tensor(vocabulary.encode("\n")), units[:-1]]).unsqueeze(1)
    logits, _ = network(before, network.initial_state(1))
    expected = functional.cross_entropy(logits.squeeze(1), units).item()
    assert evaluate(network, split, vocabulary).nats == pytest.approx(expected, rel=1e-5)


def test_many_streams_score_every_unit_once(tiny_model, vocabulary, split, monkeypatch):
    monkeypatch.setattr("geetkar.training.held_out_loss.UNITS_PER_STREAM", 100)
    network = LanguageModel(tiny_model, len(vocabulary))
    with torch.no_grad():  # all units equally likely, whatever was read
        network.output.weight.zero_()
        network.output.bias.zero_()
    loss = evaluate(network, split, vocabulary)
    assert loss.nats == pytest.approx(math.log(len(vocabulary)))


def test_bits_per_character_include_the_spelling_of_unknown_units(tiny_model, vocabulary, split):
    network = LanguageModel(tiny_model, len(vocabulary))
    dearer = {**split.description, "spelling_nats": split.description["characters"] * math.log(2)}
    losses = [evaluate(network, each, vocabulary).bpc for each in (split, Split(split.encoded, dearer))]
    assert losses[1] - losses[0] == pytest.approx(1)


@pytest.fixture
def planned(tiny_model, text):
    """Return a network with plans, a text as it reads it, and its vocabulary."""
    model = replace(tiny_model, plans=True, dropout=0.0)
    read, vocabulary = arranged(model, text)
    return LanguageModel(model, len(vocabulary)), encode_split(read, vocabulary), vocabulary


@pytest.mark.parametrize("measure", [evaluate, evaluate_dynamically])
def test_the_codes_of_plans_cost_bits_of_their_own(measure, planned, text):
    network, split, vocabulary = planned
    loss = measure(network, split, vocabulary)
    bits = loss.nats * len(split.encoded) / math.log(2)
    assert (loss.bpc + loss.plan_bpc) * len(text) == pytest.approx(bits, rel=1e-5)


def test_the_bits_per_character_of_a_planned_network_are_those_of_the_lyric(planned, text):
    network, split, vocabulary = planned
    with torch.no_grad():  # all units equally likely, whatever was read
        network.output.weight.zero_()
        network.output.bias.zero_()
    loss = evaluate(network, split, vocabulary)
    assert loss.bpc == pytest.approx(math.log2(len(vocabulary)))
    codes = len(KINDS) * text.count("\n")
    assert loss.plan_bpc == pytest.approx(codes / len(text) * math.log2(len(vocabulary)))


def test_without_plans_these_have_no_cost(tiny_model, vocabulary, split):
    assert evaluate(LanguageModel(tiny_model, len(vocabulary)), split, vocabulary).plan_bpc is None


def test_dynamic_evaluation_lowers_the_loss_of_a_repeated_text(tiny_model, vocabulary, split):
    network = LanguageModel(replace(tiny_model, hidden=24, dropout=0.0), len(vocabulary))
    before = [parameter.clone() for parameter in network.parameters()]
    static = evaluate(network, split, vocabulary)
    adapting = evaluate_dynamically(network, split, vocabulary)
    assert adapting.bpc < static.bpc - 0.3
    assert all(map(torch.equal, network.parameters(), before))


def test_a_network_that_steps_back_all_the_way_does_not_adapt(tiny_model, vocabulary, split, monkeypatch):
    monkeypatch.setattr("geetkar.training.held_out_loss.DYNAMIC_RETURN", 1.0)
    network = LanguageModel(tiny_model, len(vocabulary))
    static = evaluate(network, split, vocabulary)
    assert evaluate_dynamically(network, split, vocabulary).nats == pytest.approx(static.nats, rel=1e-5)
