import pytest
import torch

from geetkar.network.checkpoint import Origin, save_tensors
from geetkar.network.sampling import draw, load_network, sample
from geetkar.network.training import begin, train_until
from geetkar.vocabulary.vocabulary import UNKNOWN, UNKNOWN_MARK


@pytest.fixture
def network(tiny_model, vocabulary):
    return begin(tiny_model, vocabulary).network.eval()


def test_a_sample_begins_with_its_prime_text(network, vocabulary):
    assert sample(network, vocabulary, [("nadii", 1.0, 1)], 20)[0].text.startswith("nadii")


@pytest.mark.parametrize("prime", ["", "n", "nadii kinaare"])
def test_a_sample_is_as_long_as_was_asked_after_its_prime_text(prime, network, vocabulary):
    asked = [(each, 1.0, 1) for each in (prime, "nadii kinaare diip jale")]
    assert len(sample(network, vocabulary, asked, 20)[0].text) == len(prime) + 20


def test_the_same_seed_writes_the_same_text(network, vocabulary):
    first, second = sample(network, vocabulary, [("n", 1.0, 7), ("n", 1.0, 7)], 50)
    assert first == second


def test_another_seed_writes_another_text(network, vocabulary):
    first, second = sample(network, vocabulary, [("n", 1.0, 7), ("n", 1.0, 8)], 50)
    assert first.text != second.text


def test_a_text_does_not_depend_on_those_written_beside_it(network, vocabulary):
    alone = sample(network, vocabulary, [("n", 1.0, 7)], 30)[0]
    beside = sample(network, vocabulary, [("nadii kinaare", 0.5, 1), ("n", 1.0, 7)], 30)[1]
    assert alone.text == beside.text


def test_an_unknown_unit_is_never_written(vocabulary):
    logits = torch.zeros(1000, len(vocabulary))
    logits[:, UNKNOWN] = 50.0
    assert UNKNOWN not in draw(logits, torch.linspace(0, 0.999, 1000))


def test_an_unknown_prime_character_is_read_as_unknown(network, vocabulary):
    assert sample(network, vocabulary, [("Ω", 1.0, 1)], 5)[0].text.startswith(UNKNOWN_MARK)


def test_units_are_drawn_by_their_probability():
    logits = torch.tensor([[0.0, 0.25, 0.75]]).log().repeat(1000, 1)
    drawn = draw(logits, torch.arange(1000) / 1000)
    assert (drawn == 1).sum() == pytest.approx(250, abs=1)


def test_a_low_temperature_writes_the_likeliest_text(tiny_model, vocabulary, split):
    model = {**tiny_model, "hidden": 48, "dropout": 0.0}
    progress = begin(model, vocabulary)
    list(train_until(progress, model, split, 400))
    text = sample(progress.network.eval(), vocabulary, [("nadii k", 0.05, 1)], 16)[0].text
    assert text == "nadii kinaare diip jale"


def test_a_loaded_network_writes_as_before(network, tiny_model, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    save_tensors(path, network.state_dict(), Origin(tiny_model, vocabulary.units, 1))
    asked = [("n", 1.0, 1)]
    assert sample(load_network(path, vocabulary), vocabulary, asked, 20) == sample(network, vocabulary, asked, 20)
