import json
import math

import numpy as np
import pytest
from songs_of_our_own import LINES

import learn_memory
import sample_counts
from geetkar.evaluation.counts import CountsNetwork, bits_per_character
from geetkar.memory.learning import learn_memory as learn
from geetkar.memory.memory import rows_of
from geetkar.vocabulary.encoding import encode_text
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.array_files import write_array

NEW_SONG = "pavan jhuume lahar gaaye\n\n\n"


def total(adapting, train, held_out):
    """Return the cost of a held-out text, in bits."""
    (bits,) = bits_per_character(adapting, train, [held_out])
    return bits * len(held_out)


@pytest.mark.parametrize("adapting", [False, True])
def test_a_line_that_returns_in_a_song_costs_less_than_the_first_time(adapting, text):
    line = NEW_SONG.rstrip() + "\n"
    once = total(adapting, text, line)
    assert total(adapting, text, line * 2) - once < 0.6 * once


def test_a_song_that_returns_costs_as_much_as_the_first_time_unless_counts_adapt(text):
    assert total(False, text, NEW_SONG * 2) == pytest.approx(2 * total(False, text, NEW_SONG))


def test_a_song_that_returns_costs_less_if_counts_adapt(text):
    assert total(True, text, NEW_SONG * 2) < 1.7 * total(True, text, NEW_SONG)


def test_counts_adapt_only_after_a_song(text):
    assert total(True, text, NEW_SONG) == pytest.approx(total(False, text, NEW_SONG))


def test_an_unseen_character_costs_its_spelling_as_well():
    train = "\n".join(LINES)
    vocabulary = build_vocabulary(train, "roman", "char")
    memory = learn("song_and_corpus", encode_text(train, vocabulary), vocabulary)
    code = rows_of(memory, np.array([0]))[0, memory.layout.codes("song_on_corpus")][0]
    bits = (code / 16 + vocabulary.spelling_nats("न")) / math.log(2)
    assert total(False, train, "न") == pytest.approx(bits, abs=0.05)  # codes are rounded


def test_counts_as_a_network_propose_what_their_rows_do(text):
    vocabulary = build_vocabulary(text, "roman", "char")
    encoded = encode_text(text, vocabulary)[:60]
    memory = learn("song_and_corpus", encoded, vocabulary)
    network = CountsNetwork(memory)
    logits, _ = network(encoded[:, np.newaxis], network.initial_state(1))
    codes = rows_of(memory, encoded)[1:, memory.layout.codes("song_on_corpus")]
    assert np.array_equal(logits[:-1, 0], codes / -16)


def sampled(folder, text, **sampling):
    """Return the samples that the rules write for a training text in ITRANS."""
    vocabulary = build_vocabulary(text, "itrans", "char")
    vocabulary.write_to(folder / "vocabulary.json")
    write_array(folder / "train.npy", encode_text(text, vocabulary))
    settings = folder / "memory.safetensors"
    learn_memory.main("song_and_corpus", folder / "train.npy", folder / "vocabulary.json", settings)
    sample_counts.main("itrans", settings, folder / "vocabulary.json", folder / "samples.json", sampling)
    return json.loads((folder / "samples.json").read_text())["samples"]


@pytest.fixture
def written(tmp_path, text):
    return sampled(tmp_path, text, primes=["", "nadii"], temperatures=[0.2, 1.0], seeds=[1, 2], length=200)


def test_counts_write_the_requested_length_after_each_prime_text(written):
    assert {(each["text"][: len(each["prime"])], len(each["text"])) for each in written} == {("", 200), ("nadii", 205)}


def test_counts_write_for_each_prime_text_temperature_and_seed(written):
    assert len({(each["prime"], each["temperature"], each["seed"], each["text"]) for each in written}) == 8


def test_counts_continue_two_lines_of_devanagari(tmp_path, text):
    primes = ["नदी\nraat", "nadii\nraata"]
    (sample,) = sampled(tmp_path, text, primes=primes, temperatures=[0.5], seeds=[1], length=20)
    assert sample["prime"] == "nadii\nraat" and sample["text"].startswith("nadii\nraat")


def test_a_low_temperature_makes_the_text_of_counts_likely(written, text):
    cold, warm = (
        sum(total(False, text, each["text"]) for each in written if each["temperature"] == temperature)
        for temperature in (0.2, 1.0)
    )
    assert cold < warm
