"""The primer's numbers, compared with those printed in the article or computed in another way."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from geetkar.primer import lstm_cell, next_character, pixel_prediction, sections, small_network, words_as_numbers
from geetkar.sampling.export import convert_to_onnx
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.sampling.writer import Writer
from geetkar.training.checkpoint import Origin
from geetkar.training.language_model import LanguageModel
from geetkar.training.layer import Weights, run_equations
from geetkar.training.model import Model
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.configuration import complete_configuration

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "workflow_scripts/geetkar/primer/primer.html.j2"


# 1. The small network.


def test_the_inputs_lead_to_the_printed_hidden_units():
    hidden = small_network.step(small_network.INPUTS, np.zeros(2))
    assert hidden.round(5).tolist() == small_network.PRINTED_HIDDEN[0].tolist()


def test_the_second_step_leads_to_the_printed_hidden_units():
    assert small_network.two_steps()[1]["hidden"].round(5).tolist() == small_network.PRINTED_HIDDEN[1].tolist()


def test_the_transposed_weights_lead_to_other_hidden_units():
    assert small_network.hidden_if_transposed().round(5).tolist() == [0.42683, 0.17054]


@pytest.mark.parametrize(
    ("key", "values"),
    [("score", [0.29152, 0.20873]), ("output", [0.57237, 0.55199]), ("printed", [0.74712, 0.81161])],
)
def test_the_printed_and_the_corrected_outputs_have_their_values(key, values):
    assert [round(step[key], 5) for step in small_network.two_steps()] == values


def test_one_input_made_of_tenths_fits():
    tried, fit = small_network.inputs_in_tenths()
    assert (tried, [each.tolist() for each in fit]) == (21**3, [small_network.INPUTS.tolist()])


@pytest.mark.parametrize("third", [-1.0, 0.0, 0.25, 1.0, 3.0])
def test_for_each_third_input_a_pair_fits(third):
    fit = small_network.inputs_that_fit(third)
    assert fit[2] == third and small_network.sigmoid(fit @ small_network.INPUT_TO_HIDDEN) == pytest.approx(
        small_network.PRINTED_HIDDEN[0], abs=1e-12
    )


def test_the_logit_undoes_the_sigmoid():
    scores = np.linspace(-5, 5, 11)
    assert small_network.logit(small_network.sigmoid(scores)) == pytest.approx(scores)


def test_the_networks_equations_agree_with_torch():
    inputs = torch.from_numpy(small_network.INPUTS)
    weights = torch.from_numpy(small_network.INPUT_TO_HIDDEN).T, torch.from_numpy(small_network.HIDDEN_TO_HIDDEN)
    before = torch.tensor([0.3, 0.7], dtype=torch.float64)
    expected = torch.sigmoid(
        torch.nn.functional.linear(inputs, weights[0]) + torch.nn.functional.linear(before, weights[1])
    )
    assert small_network.step(small_network.INPUTS, before.numpy()) == pytest.approx(expected.numpy())


def test_the_effect_of_an_input_shrinks_with_each_step():
    distances = small_network.memory_of_an_input()
    shares = distances[4:] / distances[3:-1]
    assert len(distances) == 10 and (shares > 0.1).all() and (shares < 0.5).all()


# 2. The next pixel.


@pytest.fixture(scope="module")
def pixels():
    return sections.explain_pixel_prediction()


@pytest.mark.parametrize("other", ["linear", "last"])
def test_the_network_is_best_on_the_row_it_learned(pixels, other):
    errors = pixels["learned"]["errors"]
    assert errors["recurrent"] < errors[other]


@pytest.mark.parametrize("other", ["linear", "last"])
def test_the_network_is_worst_on_a_row_it_never_saw(pixels, other):
    errors = pixels["new"]["errors"]
    assert errors["recurrent"] > errors[other]


def test_the_edges_have_more_than_their_share_of_the_error(pixels):
    # The ratio depends on how the processor rounds: 3 on one with AMX, 4 and more on others.
    assert pixels["learned"]["at_edges"]["recurrent"] > 2 * pixel_prediction.EDGE_SHARE


def test_edges_are_the_pixels_that_jump_most(pixels):
    jumps = np.abs(pixels["learned"]["guesses"]["pixels"] - pixels["learned"]["guesses"]["last"])
    edges = pixels["learned"]["edges"]
    assert jumps[edges].min() > jumps[~edges].max()


def test_a_row_is_normalised():
    row = pixel_prediction.normalise(pixel_prediction.read_image()[pixel_prediction.ROW])
    assert (row.mean(), row.std()) == (pytest.approx(0), pytest.approx(1))


def test_the_baseline_predicts_the_previous_pixel(pixels):
    guesses = pixels["learned"]["guesses"]
    assert guesses["last"][1:].tolist() == guesses["pixels"][:-1].tolist()


def test_a_linear_predictor_finds_the_weights_that_made_a_row():
    row = [1.0, -0.5, 0.25, 2.0]
    for _ in range(60):
        row.append(0.9 * row[-1] - 0.5 * row[-2] + 0.2 * row[-3] - 0.4 * row[-4] + 0.1)
    assert pixel_prediction.fit_linear(np.array(row)) == pytest.approx([0.9, -0.5, 0.2, -0.4, 0.1])


def test_the_predictor_uses_the_equations_of_the_rnn_cell():
    torch.manual_seed(1)
    network, pixels = pixel_prediction.PixelPredictor(), torch.randn(5)
    layer = network.layer
    weights = Weights(layer.from_input, layer.from_hidden, layer.input_bias, layer.hidden_bias)
    hidden, _ = run_equations(layer.cell, pixels[:, None, None], (torch.zeros(1, layer.hidden),), weights)
    assert network(pixels).tolist() == pytest.approx(network.output(hidden).flatten().tolist(), abs=1e-6)


# 3. The LSTM cell.


def test_the_small_networks_have_the_articles_number_of_weights():
    assert (
        lstm_cell.count_weights("rnn", 3, 2) + small_network.HIDDEN_TO_OUTPUT.size,
        lstm_cell.count_weights("lstm", 3, 2),
    ) == (12, 40)


def test_the_articles_lstm_counts_and_the_usual_one_does_not():
    counted = lstm_cell.count_up()
    assert all(one["article"] < two["article"] for one, two in pairwise(counted)) and all(
        each["usual"] < 1 for each in counted
    )


def test_both_outputs_are_computed_from_the_same_state():
    gate = 1 / (1 + np.exp(-lstm_cell.OPEN_BIAS))
    assert all(
        (each["article"], each["usual"]) == pytest.approx((each["state"] * gate, np.tanh(each["state"]) * gate))
        for each in lstm_cell.count_up()
    )


def test_a_new_forget_gate_has_the_networks_initial_bias():
    assert lstm_cell.forget_at_first() == pytest.approx(1 / (1 + np.exp(-1)))


@pytest.fixture(scope="module")
def lstm():
    return sections.explain_lstm_cell()


def test_the_last_input_has_a_gradient_of_one(lstm):
    assert lstm_cell.gradients_by_lag("gru")[0].item() == pytest.approx(1)


def test_the_simple_networks_gradient_vanishes(lstm):
    assert lstm["gradients"]["RNN"][-1] < 1e-12


@pytest.mark.parametrize("name", ["LSTM without a forget gate (1997)", "LSTM, forget gate open"])
def test_a_cell_that_forgets_nothing_keeps_its_gradient(lstm, name):
    assert min(lstm["gradients"][name]) > 0.05


def test_an_untrained_forget_gate_loses_less_gradient_than_a_simple_network(lstm):
    with_gate, simple = (lstm["gradients"][name] for name in ("LSTM, forget gate as initialized", "RNN"))
    assert simple[1] < with_gate[1] and simple[-1] < with_gate[-1] < 1e-4


# 4. From words to numbers.


def test_the_articles_words_have_thirteen_characters():
    different, _ = words_as_numbers.one_hot(list(words_as_numbers.WORDS))
    assert len(different) == 13 and " " in different


def test_a_one_hot_row_is_one_in_the_column_of_its_unit():
    different, rows = words_as_numbers.one_hot(["milna", "baate", "milna"])
    assert (different, rows.tolist()) == (["baate", "milna"], [[0, 1], [1, 0], [0, 1]])


@pytest.mark.parametrize("kind", ["one_hot", "embedding"])
def test_parameters_are_counted_as_in_the_network(article_model, kind):
    model = replace(article_model, input=kind)
    network = LanguageModel(model, 70)
    assert words_as_numbers.count_parameters(model, 70) == sum(each.numel() for each in network.parameters())


def test_the_table_counts_an_embedding_of_the_named_width(article_model):
    words = build_vocabulary("dil raat raat dil\n", "roman", "word")
    found = sections.explain_words_as_numbers(np.ones((len(words), 2), dtype=np.float32), words, article_model)
    size, width, rows = words_as_numbers.LARGE_VOCABULARY, words_as_numbers.EMBEDDING, 4 * article_model.hidden
    difference = found["parameters"]["one_hot"] - found["parameters"]["embedding"]
    assert difference == rows * (size - width) - size * width


@pytest.fixture(scope="module")
def article_model():
    model = {
        "name": "article",
        "script": "roman",
        "layers": 3,
        "hidden": 300,
        "embedding_size": 128,
        "checkpoints": [1],
    }
    (model,) = complete_configuration({"models": [model]}, ROOT / "schemas/config.schema.yaml")["models"]
    return Model.configured(model)


def test_the_nearest_words_have_the_most_similar_vectors():
    vectors = np.array([[1, 0], [1, 0], [2, 0.1], [0, 0], [0, 1], [-1, 0], [3, 3]], dtype=np.float32)
    near = words_as_numbers.nearest(vectors, 1)
    assert [number for number, _ in near] == [2, 6, 3, 4, 5] and near[1][1] == pytest.approx(np.sqrt(0.5))


def test_the_most_sung_long_words_are_chosen():
    words = build_vocabulary("dil dil dil raatein raatein chaand chaand chaand\n", "roman", "word")
    assert [words.units[number] for number in words_as_numbers.frequent_words(words)] == ["chaand", "raatein"]


# 5. Choosing the next character.


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


# The page.


def test_no_number_on_the_page_is_written_by_hand():
    text = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", TEMPLATE.read_text(encoding="utf-8").split("{% block main %}")[1]
    )
    typed = set(re.findall(r"\d[\d.,]*\d", text))
    assert typed <= {"1997"}  # a year


@pytest.mark.parametrize("module", [small_network, pixel_prediction, lstm_cell, words_as_numbers, next_character])
def test_a_section_shows_the_code_that_ran(module):
    source = sections.source_of(module)
    assert (ROOT / source["file"]).read_text(encoding="utf-8") == source["text"]
