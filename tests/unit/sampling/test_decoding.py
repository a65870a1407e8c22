from dataclasses import replace

import numpy as np
import pytest
import torch
from tiny_training import ARRANGEMENTS, arranged, arrangement_of

from geetkar.sampling.decoding import SONG_START, check_limits, draw, keep_likely, sample
from geetkar.sampling.export import TorchNetwork, convert_to_onnx, load_network
from geetkar.sampling.onnx_network import OnnxNetwork
from geetkar.training.checkpoint import save_tensors
from geetkar.training.language_model import LanguageModel
from geetkar.training.loop import train_until
from geetkar.training.progress import begin
from geetkar.verse.arrangement import CODES
from geetkar.vocabulary.vocabulary import UNKNOWN, UNKNOWN_MARK
from geetkar.workflow.errors import InputError

SONG, SONG_BEFORE = "diip jale\ndiip jale\ndi", "nadii kinaare\nnadii kinaare"


@pytest.fixture(params=["torch", "onnx"])
def network(request, module, origin, memory, with_memory):
    if request.param == "torch":
        return TorchNetwork(module, memory if with_memory else None)
    return OnnxNetwork(convert_to_onnx(module.state_dict(), origin))


def test_a_sample_begins_with_its_prime_text(network, vocabulary):
    assert sample(network, vocabulary, [("nadii", 1.0, 1)], 20)[0].text.startswith("nadii")


@pytest.mark.parametrize("prime", ["", "n", "nadii kinaare"])
def test_a_sample_has_the_requested_length_after_its_prime_text(prime, network, vocabulary):
    requests = [(each, 1.0, 1) for each in (prime, "nadii kinaare diip jale")]
    assert len(sample(network, vocabulary, requests, 20)[0].text) == len(prime) + 20


def test_the_same_seed_writes_the_same_text(network, vocabulary):
    first, second = sample(network, vocabulary, [("n", 1.0, 7), ("n", 1.0, 7)], 50)
    assert first == second


def written_by(arrangement, module, text, prime, length=40):
    """Return what an untrained network writes that reads arranged texts."""
    model = replace(module.model, memory="none", **arrangement)
    _, vocabulary = arranged(model, text)
    network = TorchNetwork(begin(model, vocabulary).network)
    return sample(network, vocabulary, [(prime, 1.0, 1)], length, arrangement_of(model))[0].text


@pytest.mark.parametrize("arrangement", ARRANGEMENTS[1:], ids=str)
def test_a_sample_of_arranged_lines_begins_with_its_prime_text_in_whole_lines(arrangement, module, text):
    written = written_by(arrangement, module, text, "nadii\n\nkinaare diip")
    assert written.startswith("nadii\n\nkinaare diip\n") and not set(written) & set(CODES)


def test_a_backward_sample_ends_with_a_whole_line(module, text):
    assert written_by(ARRANGEMENTS[2], module, text, "nadii", length=200).endswith("\n")


def test_a_longer_backward_sample_goes_on(module, text):
    shorter, longer = (written_by(ARRANGEMENTS[2], module, text, "", length) for length in (100, 200))
    assert longer.startswith(shorter) and len(longer) > len(shorter)


def test_another_seed_writes_another_text(network, vocabulary):
    first, second = sample(network, vocabulary, [("n", 1.0, 7), ("n", 1.0, 8)], 50)
    assert first.text != second.text


def test_a_text_does_not_depend_on_the_others_in_its_batch(network, vocabulary):
    alone = sample(network, vocabulary, [("n", 1.0, 7)], 30)[0]
    in_a_batch = sample(network, vocabulary, [("nadii kinaare", 0.5, 1), ("n", 1.0, 7)], 30)[1]
    assert alone.text == in_a_batch.text


def test_an_unknown_unit_is_never_written(vocabulary):
    logits = np.zeros((1000, len(vocabulary)), dtype=np.float32)
    logits[:, UNKNOWN] = 5000.0
    assert set(draw(logits, np.linspace(0, 0.999, 1000))) == set(range(len(vocabulary))) - {UNKNOWN}


@pytest.mark.parametrize("uniform", [0.0, np.nextafter(1, 0)])
def test_the_smallest_and_largest_random_number_draw_known_units(uniform):
    logits = np.array([[0, -np.inf, 1, 2, -np.inf]], dtype=np.float32)
    assert draw(logits, np.array([uniform])) in (2, 3)


def test_an_unknown_prime_character_is_read_as_unknown(network, vocabulary):
    assert sample(network, vocabulary, [("Ω", 1.0, 1)], 5)[0].text.startswith(UNKNOWN_MARK)


def test_units_are_drawn_by_their_probability():
    logits = np.log(np.array([[0.1, 0.25, 0.75]])).repeat(1000, axis=0)
    drawn = draw(logits, np.arange(1000) / 1000)
    assert (drawn == 1).sum() == pytest.approx(250, abs=1)


def test_a_low_temperature_writes_the_likeliest_text(tiny_model, vocabulary, split):
    model = replace(tiny_model, hidden=48, dropout=0.0)
    progress = begin(model, vocabulary)
    list(train_until(progress, model, split, 400))
    text = sample(TorchNetwork(progress.network), vocabulary, [("nadii k", 0.05, 1)], 16)[0].text
    assert text == "nadii kinaare diip jale"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("temperature", [1e-12, 1e-38, 1e-40, 1e-300])
def test_every_temperature_near_zero_writes_the_likeliest_text(temperature, network, vocabulary):
    greedy, text = (sample(network, vocabulary, [("n", each, 1)], 30)[0].text for each in (1e-9, temperature))
    assert text == greedy == sample(network, vocabulary, [("n", temperature, 2)], 30)[0].text


@pytest.mark.filterwarnings("error")
def test_at_a_very_high_temperature_all_units_are_equally_likely(network, vocabulary):
    texts = {sample(network, vocabulary, [("n", each, 1)], 30)[0].text for each in (1e20, 1e38, 1e308)}
    assert len(texts) == 1


def test_both_networks_write_the_same_text(module, origin, memory, with_memory, vocabulary, tmp_path):
    path = tmp_path / "weights.safetensors"
    save_tensors(path, module.state_dict(), origin)
    requests = [("n", 1.0, 1), ("", 0.5, 2)]
    theirs = TorchNetwork(module, memory if with_memory else None)
    assert sample(load_network(path, vocabulary), vocabulary, requests, 20) == sample(theirs, vocabulary, requests, 20)


@pytest.fixture
def remembering(tiny_model, vocabulary, memory):
    """Return a network that predicts what its memory proposes, since its output weights are zero."""
    module = LanguageModel(replace(tiny_model, memory="song"), len(vocabulary))
    torch.nn.init.zeros_(module.output.weight)
    return TorchNetwork(module, memory)


def test_a_network_with_a_memory_continues_a_line_of_its_song(remembering, vocabulary):
    assert sample(remembering, vocabulary, [(SONG, 0.01, 1)], 7)[0].text == SONG + "ip jale"


def test_a_new_song_in_a_text_begins_with_an_empty_memory(remembering, vocabulary):
    first, second = (
        remembering(np.array(vocabulary.encode(text))[:, np.newaxis], remembering.initial_state(1))[0][-1]
        for text in (SONG, SONG_BEFORE + SONG_START + SONG)
    )
    assert np.array_equal(first, second)


def test_a_longer_text_begins_with_the_shorter_one(network, vocabulary):
    (short,), (long,) = (sample(network, vocabulary, [("n", 1.0, 7)], length) for length in (10, 30))
    assert long.text.startswith(short.text)


@pytest.mark.parametrize(("limits", "kept"), [((2, None), 2), ((None, 0.6), 1), ((None, 0.9), 2), ((1, 0.9), 1)])
def test_only_the_likeliest_units_are_kept(limits, kept):
    logits = np.log(np.array([[0.1, 0.6, 0.3]], dtype=np.float32))
    assert np.isfinite(keep_likely(logits, *limits)).sum() == kept


@pytest.mark.parametrize(
    ("limits", "named"), [((0, None), "top_k"), ((1.5, None), "top_k"), ((None, 0), "top_p"), ((None, 1.1), "top_p")]
)
def test_limits_that_keep_nothing_or_are_none_are_refused(limits, named):
    with pytest.raises(InputError, match=f"`{named}` must be"):
        check_limits(*limits)
