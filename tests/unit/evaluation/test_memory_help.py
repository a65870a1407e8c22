"""What a network's memory saves in a song."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from tiny_training import arranged, arrangement_of

from geetkar.evaluation.memory_help import CHARACTERS, bits_of, measure_help, song_to_read
from geetkar.memory.layout import DISTRIBUTIONS
from geetkar.memory.learning import FIRST_DISCOUNTS
from geetkar.memory.tables import ORDERS
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.checkpoint import Origin
from geetkar.training.progress import begin

SONG = "raat kii raanii\n" * 6


@pytest.fixture
def origin(tiny_model, vocabulary):
    discounts = np.tile(FIRST_DISCOUNTS, (len(DISTRIBUTIONS["song"]), len(ORDERS), 1)).tolist()
    return Origin(replace(tiny_model, memory="song"), vocabulary.units, 1, discounts)


@pytest.fixture
def weights(origin, vocabulary):
    return begin(origin.model, vocabulary).network.state_dict()


def test_the_memory_saves_most_where_a_line_comes_back(weights, origin, vocabulary):
    measured = measure_help(weights, origin, vocabulary, SONG)
    saved = np.subtract(measured["bits_without"], measured["bits"])
    assert measured["text"] == SONG and len(saved) == len(SONG)
    assert saved[-16:].mean() > 2 > saved[:16].mean()


def test_a_memory_whose_gates_are_shut_saves_nothing(weights, origin, vocabulary):
    weights["memory.gates.bias"] = torch.zeros_like(weights["memory.gates.bias"])
    measured = measure_help(weights, origin, vocabulary, SONG)
    assert measured["bits"] == measured["bits_without"]


def test_bits_are_those_of_the_softmax(weights, origin, vocabulary):
    network = OnnxNetwork(convert_to_onnx(weights, origin))
    start = vocabulary.encode("\n\n\n")
    logits, _ = network(np.array(start, dtype=np.int64)[:, np.newaxis], network.initial_state(1))
    probabilities = torch.from_numpy(logits[-1, 0]).softmax(dim=0)
    expected = -float(torch.log2(probabilities[vocabulary.numbers["r"]]))
    assert bits_of(network, vocabulary, SONG)[0] == pytest.approx(expected, abs=1e-5)


def test_the_bits_of_an_arranged_song_are_those_of_its_characters_as_it_is_sung(origin, text):
    model = replace(origin.model, line_order="backward", plans=True)
    _, vocabulary = arranged(model, text)
    known = replace(origin, model=model, units=vocabulary.units)
    weights = begin(model, vocabulary).network.state_dict()
    read = arrangement_of(model).arrange(SONG)
    measured = measure_help(weights, known, vocabulary, read)
    bits = bits_of(OnnxNetwork(convert_to_onnx(weights, known)), vocabulary, read)
    first = bits[4 : 4 + len("raat kii raanii")][::-1]
    assert measured["text"] == SONG and len(measured["bits"]) == len(SONG)
    np.testing.assert_allclose(measured["bits"][: len(first)], first, atol=1e-3)


def test_a_line_comes_back_whatever_its_plans():
    repeated = "\ue000\ue002\ue00bdin\n\ue000\ue002\ue00cdin"
    assert song_to_read(f"diip\n\n\n{repeated}\n", "forward") == repeated


def test_the_song_that_is_read_is_the_first_in_which_a_line_comes_back():
    assert song_to_read("diip\n\njale\n\n\nraat\nsoye\n\nraat\n\n\ndin\ndin\n", "forward") == "raat\nsoye\n\nraat"


def test_without_a_line_that_comes_back_the_song_to_read_is_read_and_a_long_one_is_cut():
    assert song_to_read("diip\n\njale\n\n\nraat\n", "forward") == "diip\n\njale"
    assert song_to_read("a" * 9000, "forward") == "a" * CHARACTERS
