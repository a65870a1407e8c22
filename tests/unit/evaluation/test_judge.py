"""How well a judge tells songs apart."""

import json
import random

import numpy as np
import pytest
from known_songs import write_known_songs
from sklearn.metrics import roc_auc_score
from songs_of_our_own import LINES, spellings, written

import judge_songs
from geetkar.corpus.song_text import SONG_BREAK
from geetkar.evaluation.judge import FEWEST_SONGS, NAMED_RUNS, area, judge
from geetkar.evaluation.judged_features import Phrases

TEXT = "nadii kinaare diip jale raat suhaanii mahake bagiyaa koyal bole pavan chale chaa.Nd nikale"
WORDS = TEXT.split()
PHRASES = Phrases.of(TEXT)


def songs(seed, number=20, words_per_line=4, words=WORDS):
    """Return songs of two verses of four lines of random words."""
    dice = random.Random(seed)
    return [
        [[" ".join(dice.choices(words, k=words_per_line)) for _ in range(4)] for _ in range(2)] for _ in range(number)
    ]


def judged(network, people=None):
    return judge(network, people or songs("people"), PHRASES, spellings())


@pytest.fixture(scope="module")
def long_lines():
    return judged(songs("network", words_per_line=9))


@pytest.fixture(scope="module")
def other_words():
    return judged(songs("network", words=[*WORDS, *["qiiqii"] * 5]))


@pytest.fixture(scope="module")
def alike():
    return judged(songs("network"))


def test_songs_of_another_shape_are_told_from_peoples(long_lines):
    assert long_lines["shape"]["auc"] > 0.99 and long_lines["songs"] == {"network": 20, "people": 20}


@pytest.mark.parametrize("judge", ["shape", "two_lines"])
def test_songs_like_peoples_are_not_told_from_them(judge, alike):
    low, high = alike[judge]["interval"]
    assert low < 0.5 < high


@pytest.mark.parametrize("judge", ["shape", "two_lines"])
def test_people_are_not_told_from_people(judge, alike):
    low, high = alike[judge]["among_people"]["interval"]
    assert low < 0.5 < high


def test_lines_with_other_words_are_told_from_peoples(other_words):
    assert other_words["two_lines"]["auc"] > 0.6


def test_the_feature_that_tells_most_comes_first(long_lines):
    first = long_lines["shape"]["features"][0]
    assert first == {"name": "words per line", "network": 9.0, "people": 4.0, "auc": 1.0}


def test_the_letters_that_tell_most_are_named(other_words):
    letters = other_words["two_lines"]["letters"]
    assert "q" in "".join(letters["network"]) and "q" not in "".join(letters["people"])
    assert len(letters["network"]) == len(letters["people"]) == NAMED_RUNS


def test_too_few_songs_are_not_judged():
    few = judged(songs("network", FEWEST_SONGS - 1))
    assert (few["shape"], few["two_lines"]) == (None, None)


def test_songs_without_a_line_are_left_out():
    assert judged([[]] * 20) == {"songs": {"network": 0, "people": 20}, "shape": None, "two_lines": None}


def test_halves_that_are_too_small_are_not_compared():
    assert judged(songs("network"), songs("people", 2 * FEWEST_SONGS - 1))["shape"]["among_people"] is None


def test_the_same_songs_are_judged_alike(long_lines):
    assert judged(songs("network", words_per_line=9)) == long_lines


SCORES = np.array([0.1, 0.4, 0.35, 0.8, 0.4, 0.7, 0.2, 0.9])
IS_ONE = np.array([False, False, True, True, True, True, False, False])


def test_the_area_is_that_of_the_roc_curve():
    assert area(SCORES, IS_ONE, np.arange(8))[0] == pytest.approx(roc_auc_score(IS_ONE, SCORES))


def test_with_one_row_a_song_the_interval_is_delongs():
    # E. R. DeLong et al., Biometrics 1988: the variances of the mean of each row's share of right comparisons.
    right = [0.5, 0.75, 0.625, 0.75], [1, 0.625, 1, 0]
    error = sum(np.var(each, ddof=1) / 4 for each in right) ** 0.5
    auc, (low, high) = area(SCORES, IS_ONE, np.arange(8))
    assert (auc, high - low) == (pytest.approx(0.65625), pytest.approx(min(1, auc + 1.96 * error) - low, abs=1e-4))
    assert low == pytest.approx(auc - 1.96 * error, abs=1e-4)


def test_rows_of_a_song_that_say_the_same_count_once():
    thrice = [np.repeat(each, 3) for each in (SCORES, IS_ONE, np.arange(8))]
    auc, interval = area(SCORES, IS_ONE, np.arange(8))
    assert area(*thrice) == (pytest.approx(auc), pytest.approx(interval))


def judge_the_songs(folder, texts, people, length=400):
    """Return what the rule finds in songs of a network and of people, next to the training songs of the tests."""
    files = {name: folder / name for name in ("written", "train", "held_out", "judged")}
    songs = {"step": 1, "temperature": 0.7, "length": length, "planned": True, "texts": texts}
    files["written"].write_text(json.dumps(songs))
    files["train"].write_text(TEXT)
    files["held_out"].write_text(SONG_BREAK.join(people) + "\n")
    known = write_known_songs(folder, "itrans")
    judge_songs.main(files["written"], files["train"], [files["held_out"]], **known, judged=files["judged"])
    return json.loads(files["judged"].read_text())


def test_songs_are_cut_to_the_same_length_on_both_sides(tmp_path):
    texts = ["\n\n".join("\n".join(verse) for verse in song) for song in songs("network", FEWEST_SONGS)]
    told = judge_the_songs(tmp_path, texts, texts, length=60)
    assert told["songs"] == {"network": FEWEST_SONGS, "people": FEWEST_SONGS}
    assert {each["network"] - each["people"] for each in told["shape"]["features"]} == {0}


def test_the_same_songs_are_measured_for_copying(tmp_path):
    told = judge_the_songs(tmp_path, [written("itrans")], ["\n".join(LINES)])
    assert [told["measures"][writer]["lines_in_training"] for writer in ("network", "people")] == [1, 1 / 4]


def test_it_is_said_whether_the_songs_have_plans(tmp_path):
    assert judge_the_songs(tmp_path, [written("itrans")], ["\n".join(LINES)])["planned"]
