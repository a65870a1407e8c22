import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import LINES

import sample_ngrams
from geetkar.evaluation.ngrams import NgramNetwork, count_ngrams

NEVER_SEEN = "\0"


@given(train=st.text("abc \n", min_size=1), context=st.text("abcx \n", max_size=8))
def test_the_probabilities_after_any_context_sum_to_one(train, context):
    ngrams = count_ngrams(train)
    following = [ngrams.probabilities(context + character)[-1] for character in [*ngrams.numbers, NEVER_SEEN]]
    assert sum(following) == pytest.approx(1)


@given(train=st.text(min_size=1, max_size=200), text=st.text())
def test_every_character_has_a_probability(train, text):
    assert (count_ngrams(train).probabilities(text) > 0).all()


@pytest.mark.parametrize(("character", "probability"), [("a", 4 / 9), ("b", 3 / 9), ("\n", 1 / 9), (NEVER_SEEN, 1 / 9)])
def test_single_characters_are_discounted_as_by_hand(character, probability):
    # Counts 2 and 1, discounts 1 and 1/3; the remaining 4/9 are shared equally by a, b, line break and unknown.
    assert count_ngrams("aab", order=1).probabilities(character) == pytest.approx([probability])


def test_what_occurs_three_times_or_more_has_a_discount_of_its_own():
    # Counts 1 to 4, discounts 1/3, 1, 5/3 and 5/3; each of six characters has 7/90 of what is left over.
    by_hand = [13 / 90, 16 / 90, 19 / 90, 28 / 90]
    ngrams = count_ngrams("abbcccdddd", order=1)
    assert [ngrams.probabilities(character)[0] for character in "abcd"] == pytest.approx(by_hand)


def test_a_character_that_follows_only_one_other_is_unlikely_after_others():
    after_many, after_one = count_ngrams("cocococococo xaybazbasbta", order=2).probabilities("ma mo")[[1, 4]]
    assert after_many > after_one


def test_a_probability_depends_only_on_the_characters_before():
    ngrams = count_ngrams("\n".join(LINES))
    assert (ngrams.probabilities("raat")[:3] == ngrams.probabilities("raa")).all()


def test_an_unseen_character_costs_a_choice_among_all_of_unicode():
    ngrams = count_ngrams("\n".join(LINES))
    assert ngrams.bits("न") == pytest.approx(-np.log2(ngrams.probabilities("न")[0]) + np.log2(0x110000))


def test_the_ngrams_of_a_text_with_very_many_characters_are_shorter():
    ngrams = count_ngrams("".join(map(chr, range(0x4E00, 0x4E00 + 2000))))
    assert len(ngrams.levels) == 5
    assert np.isfinite(ngrams.bits("一丁"))


@given(context=st.text("abcx \n", min_size=1, max_size=8))
def test_the_ngram_as_a_network_scores_a_text_like_the_ngram(context):
    ngrams = count_ngrams("abc cab bca\n\nab abba")
    network = NgramNetwork(ngrams)
    read = np.array([[ngrams.numbers.get(character, 0)] for character in context])
    logits, _ = network(read, network.initial_state(1))
    following = [ngrams.probabilities(context + character)[-1] for character in [NEVER_SEEN, *ngrams.numbers]]
    assert np.exp(logits[-1, 0]) == pytest.approx(following)


@pytest.fixture
def written(tmp_path, text):
    (tmp_path / "train.txt").write_text(text)
    sampling = {"primes": ["", "nadii"], "temperatures": [0.2, 1.0], "seeds": [1, 2], "length": 200}
    sample_ngrams.main("itrans", tmp_path / "train.txt", tmp_path / "samples.json", sampling)
    return json.loads((tmp_path / "samples.json").read_text())["samples"]


def test_the_ngram_writes_the_requested_length_after_each_prime_text(written):
    assert {(each["text"][: len(each["prime"])], len(each["text"])) for each in written} == {("", 200), ("nadii", 205)}


def test_the_ngram_writes_for_each_prime_text_temperature_and_seed(written):
    assert len({(each["prime"], each["temperature"], each["seed"], each["text"]) for each in written}) == 8


def test_the_ngram_continues_two_lines_of_devanagari(tmp_path, text):
    (tmp_path / "train.txt").write_text(text)
    sampling = {"primes": ["नदी\nraat", "nadii\nraata"], "temperatures": [0.5], "seeds": [1], "length": 20}
    sample_ngrams.main("itrans", tmp_path / "train.txt", tmp_path / "samples.json", sampling)
    (sample,) = json.loads((tmp_path / "samples.json").read_text())["samples"]
    assert sample["prime"] == "nadii\nraat" and sample["text"].startswith("nadii\nraat")


def test_a_low_temperature_makes_the_ngrams_text_likely(written, text):
    ngrams = count_ngrams(text)
    cold, warm = (
        sum(ngrams.bits(each["text"]) for each in written if each["temperature"] == temperature)
        for temperature in (0.2, 1.0)
    )
    assert cold < warm
