"""What the index says came out of a run is true of every run."""

from dataclasses import asdict, replace

import pandas as pd
import pytest
from tiny_training import TINY_MODEL

from geetkar.evaluation.judged_features import Phrases, features_of_pair, shape_of
from geetkar.pages.index.findings import findings
from geetkar.pages.index.giveaways import DIFFERENCES, giveaways
from geetkar.training.checkpoint_tables import best_checkpoints
from geetkar.training.model import NamedModel
from geetkar.verse.spellings import Spellings

NOTHING = {"shape": None, "two_lines": None, "planned": False}
UNCOUNTED = {"measures": {"network": {"lines_in_training": None}, "people": {"lines_in_training": None}}}


def named(name, **options):
    return NamedModel(name=name, **asdict(replace(TINY_MODEL, **{"script": "roman", **options})))


def row(model, step, bits, plans=None):
    return {
        "model": model,
        "step": step,
        "characters_seen": step * 100,
        "epochs": step / 10,
        "validation_bpc": bits,
        "validation_plan_bpc": plans,
    }


def feature(name, auc):
    return {"name": name, "auc": auc, "network": 2.0, "people": 1.0}


def told(auc, low, high, *features):
    return {"auc": auc, "interval": [low, high], "features": list(features) or [feature("letters per word", 0.52)]}


def said(models, *rows, judged=None):
    metrics = pd.DataFrame(rows)
    metrics["validation_plan_bpc"] = metrics["validation_plan_bpc"].astype(float)
    each = {**NOTHING, **UNCOUNTED, **(judged or {})}
    return " ".join(findings(models, metrics, best_checkpoints(metrics), {model.name: each for model in models}))


ONE = ([named("one")], row("one", 5, 3.0), row("one", 20, 2.0))


def test_the_only_network_is_named():
    assert "The network of this run is the Letter writer, roman (one)." in said(*ONE)


def test_the_best_network_of_those_that_can_be_compared_is_named():
    models = [named("one"), named("two", unit="word"), named("other", script="devanagari")]
    rows = row("one", 10, 2.0), row("two", 10, 1.9), row("other", 10, 1.0)
    assert "Of the 2 writers in roman script, the Word writer, roman (two) is the best" in said(models, *rows)


def test_plans_count_when_networks_are_compared():
    models = [named("one"), named("two", plans=True)]
    assert "Letter writer, roman (one) is the best" in said(models, row("one", 10, 2.0), row("two", 10, 1.9, 0.2))


def test_networks_of_different_scripts_are_not_ranked():
    models = [named("one"), named("other", script="devanagari")]
    assert "cannot be ranked; the first of this run is the Letter writer, roman" in said(
        models, row("one", 10, 2.0), row("other", 10, 1.0)
    )


def test_networks_of_songs_in_any_language_have_no_script():
    models = [named("one", script="as_written"), named("two", script="as_written")]
    assert "Of the 2 writers, the Letter writer, as-written (two)" in said(
        models, row("one", 9, 2.0), row("two", 9, 1.9)
    )


def test_bits_per_character_are_explained_as_a_choice_between_letters():
    assert "as unsure as between 4.0 equally likely letters (2.00 bits per character)." in said(*ONE)


def test_the_first_checkpoint_is_compared():
    assert "At first, after reading ½ of the songs, it was as between 8.0." in said(*ONE)


def test_a_single_checkpoint_is_compared_with_no_other():
    assert "At first" not in said([named("one")], row("one", 20, 2.0))


def test_the_bits_of_plans_are_included_and_named():
    models = [named("one", plans=True)]
    assert "(2.00 bits per character, with the lengths and rhymes that it plans)." in said(
        models, row("one", 20, 1.8, 0.2)
    )


def test_too_few_songs_for_a_judge_are_said():
    assert "There are too few songs for a program" in said(*ONE)


def test_a_judge_that_tells_the_songs_apart_is_quoted_with_its_interval():
    found = said(*ONE, judged={"shape": told(0.66, 0.53, 0.8)})
    assert (
        "rhymes finds the network’s in 66 of 100 cases (95 % confidence interval 53 to 80), where a guess is right"
        in found
    )


def test_songs_whose_sounds_are_not_known_are_not_judged_by_rhymes():
    models = [named("one", script="as_written")]
    found = said(models, row("one", 20, 2.0), judged={"shape": told(0.66, 0.53, 0.8), "two_lines": told(0.7, 0.6, 0.8)})
    assert "rhymes" not in found and "a program that judges lengths and repeated lines finds" in found


def test_a_judge_that_may_guess_is_not_said_to_tell():
    assert "cannot be told from one that guesses" in said(*ONE, judged={"two_lines": told(0.55, 0.45, 0.65)})


def test_songs_to_plans_of_people_are_said_to_be():
    judged = {"shape": told(0.66, 0.53, 0.8), "planned": True}
    assert "written to the plans of songs that it had read" in said(*ONE, judged=judged)


def test_the_strongest_features_of_both_judges_give_the_network_away():
    judged = {
        "shape": told(0.9, 0.8, 1.0, feature("lines", 0.3)),
        "two_lines": told(0.9, 0.8, 1.0, feature("letters per word", 0.1), feature("share of lines that rhyme", 0.62)),
    }
    assert "What gives it away most: shorter words and fewer lines than people’s." in said(*ONE, judged=judged)


def test_weak_features_give_nothing_away():
    assert "No single feature gives it away: the strongest is right in 52 of 100 cases." in said(
        *ONE, judged={"shape": told(0.6, 0.55, 0.65)}
    )


def test_features_of_one_meaning_are_told_once():
    assert giveaways([feature("words per line", 0.9), feature("words per pair of lines", 0.8)]) == [
        "more words in a line"
    ]


@pytest.mark.parametrize(("share", "shown"), [(0.0, "none"), (0.002, "fewer than 1 %"), (0.25, "25 %")])
def test_recited_lines_are_counted(share, shown):
    judged = {"shape": told(0.6, 0.55, 0.65)}
    judged["measures"] = {"network": {"lines_in_training": share}, "people": {"lines_in_training": 0.5}}
    assert f"Of its lines, {shown} are word for word in a song that it read; of people’s, 50 %." in said(
        *ONE, judged=judged
    )


def test_every_feature_of_the_judges_is_said_in_words():
    spellings = Spellings("itrans", {})
    lines = ("nadii kinaare diip jalaa", "raat suhaanii diip jalaa")
    features = shape_of([lines], spellings) | features_of_pair(lines, Phrases.of("\n".join(lines)), spellings)
    assert features.keys() - DIFFERENCES.keys() == set()
