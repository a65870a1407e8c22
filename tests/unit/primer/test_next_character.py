"""The primer's choice of the next character, computed in another way."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from geetkar.primer import next_character
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin
from geetkar.training.language_model import LanguageModel
from geetkar.vocabulary.vocabulary import build_vocabulary


@pytest.fixture(scope="module")
def characters():
    return build_vocabulary("dil kii baat\nraat din\n\n\n", "roman", "char")


@pytest.fixture(scope="module")
def network(article_model, characters):
    torch.manual_seed(2)
    model = replace(article_model, layers=1, hidden=8)
    module = LanguageModel(model, len(characters))
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.normal_()
    return OnnxNetwork(convert_to_onnx(module.state_dict(), Origin(model, characters.units, 3)))


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_softmax_agrees_with_torch(temperature):
    scores = np.array([-3.0, 0.5, 700.0, 699.0])
    expected = torch.softmax(torch.from_numpy(scores) / temperature, dim=0)
    assert next_character.softmax(scores, temperature) == pytest.approx(expected.numpy())


def test_the_costs_of_characters_sum_to_the_networks_score(network, characters):
    price = next_character.price(network, characters, "dil")
    assert price["bits_per_character"] == pytest.approx(Writer(network).score("dil"), rel=1e-5)


def test_bits_are_the_binary_logarithms_of_the_probabilities(network, characters):
    price = next_character.price(network, characters, "dil")
    assert [each["bits"] for each in price["characters"]] == pytest.approx(
        [-np.log2(each["probability"]) for each in price["characters"]]
    )


def test_perplexity_is_the_geometric_mean_of_the_choices(network, characters):
    price = next_character.price(network, characters, "dil")
    product = np.prod([each["probability"] for each in price["characters"]])
    assert price["perplexity"] == pytest.approx(product ** (-1 / 3))


def test_a_low_temperature_favours_the_likeliest(network, characters):
    first = next_character.likeliest(next_character.read_scores(network, characters, "dil ")[-1], characters)[0]
    assert first["probabilities"] == sorted(first["probabilities"], reverse=True)


def test_the_text_before_the_next_character_is_of_the_songs_in_any_language():
    vocabulary = build_vocabulary("eel, tee\n\n\nelle, 1 1 1 1 1 1 1 1\n", "as_written", "char")
    assert next_character.prime_in(vocabulary) == "elt"


def test_the_text_before_the_next_character_is_a_word_in_hindi(characters):
    assert next_character.prime_in(characters) == "dil"
