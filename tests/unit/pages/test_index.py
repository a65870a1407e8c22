"""The checkpoints, songs and writers that the index shows."""

from dataclasses import asdict, replace

import pandas as pd
import pytest
from marked_samples import line, sample
from tiny_training import TINY_MODEL

from geetkar.pages.index.best_songs import best_song, songs_early_and_late
from geetkar.pages.index.draw import first_and_best, origin_of_songs, shown_checkpoints, stages_of_lead
from geetkar.pages.index.first_screen import lead_of, line_of, song_of_stages, standing_of
from geetkar.training.model import NamedModel

METRICS = pd.DataFrame(
    {
        "model": ["two", "one", "one", "one"],
        "step": [10, 30, 10, 20],
        "cooled_from": 0,
        "characters_seen": [100, 300, 100, 200],
        "epochs": [0.5, 3.0, 0.33, 2.0],
        "validation_bpc": [2.0, 2.9, 3.0, 2.5],
        "validation_plan_bpc": None,
    }
)


def named(name, **options):
    return NamedModel(name=name, **asdict(replace(TINY_MODEL, **options)))


MODELS = [named("two"), named("one")]


def test_the_first_and_the_best_checkpoint_of_each_model_and_the_ages_of_one_are_shown():
    assert shown_checkpoints(MODELS, METRICS) == {("one", 10), ("one", 20), ("two", 10)}


def test_the_first_comes_before_the_best():
    shown = first_and_best(METRICS)
    assert shown[shown["model"] == "one"]["step"].tolist() == [10, 20]


def losses(**bits):
    """Return a table of checkpoints from the bits per character of each model's, youngest first."""
    rows = [(name, 10 * place, each) for name, all_bits in bits.items() for place, each in enumerate(all_bits, 1)]
    table = pd.DataFrame(rows, columns=["model", "step", "validation_bpc"])
    return table.assign(cooled_from=0, validation_plan_bpc=None)


@pytest.mark.parametrize(
    ("checkpoints", "lead", "standing"),
    [
        (losses(one=[4, 3, 2], two=[4, 3, 2.5, 2.4]), "one", "the best of the 2 writers"),
        (
            losses(one=[4, 3], two=[4, 3.8, 3.5]),
            "two",
            "the best of the writers saved often enough to show how they learned",
        ),
        (
            losses(one=[4], two=[4.2, 4.1]),
            "two",
            "the best of the writers saved often enough to show how they learned",
        ),
        (losses(one=[4, 2], two=[5, 4]), "one", "the best of the 2 writers"),
    ],
    ids=["the best", "of three stages", "of two stages", "of two best"],
)
def test_the_best_model_that_is_seen_to_learn_leads_and_the_page_says_which_it_is(checkpoints, lead, standing):
    models = [named("one"), named("two")]
    leading = lead_of(models, checkpoints)
    assert (leading.name, standing_of(leading, models, checkpoints)) == (lead, standing)


def test_a_model_leads_among_those_of_the_commonest_script():
    models = [named("one", script="devanagari"), named("two", script="roman"), named("three", script="roman")]
    checkpoints = losses(one=[1], two=[3], three=[2])
    assert lead_of(models, checkpoints).name == "three"
    assert standing_of(models[2], models, checkpoints) == "the best of the 2 writers in roman script"


def test_a_model_alone_is_compared_with_no_other():
    assert standing_of(named("one"), [named("one")], losses(one=[2])) == ""


def test_a_model_is_presented_by_a_line_of_some_words():
    assert line_of([sample(line("chaand"), line("ek raat ki"), line("do"), line("din"))], 0.7) == "ek raat ki"


def test_a_model_that_wrote_nothing_has_an_empty_line():
    assert line_of([sample(line(""))], 0.7) == ""


def test_all_ages_write_with_the_prime_text_and_seed_that_end_best():
    young = [sample(line("gha"), seed=1), sample(line("kha"), seed=2)]
    old = [sample(line("ek"), seed=1), sample(*[line("ek raat ki baat")] * 4, seed=2)]
    measured = [
        {"samples": samples, "by_temperature": [{"temperature": 0.7, "real_words": share}]}
        for samples, share in ((young, 0.2), (old, 0.9))
    ]
    measures = {("one", step): each for step, each in zip((10, 20), measured, strict=True)}
    stages = song_of_stages(stages_of_lead([named("one")], METRICS[METRICS["model"] == "one"]), measures, 0.7)
    assert [(stage["lines"][0], stage["times"], stage["real_words"]) for stage in stages] == [
        ("kha", "⅓", 0.2),
        ("ek raat ki baat", "2", 0.9),
    ]


GOOD = {"temperature": 0.7, "seed": 3, "form": "aa", "lines": [line("ek raat"), line("do baat")]}


@pytest.mark.parametrize(
    "worse",
    [line("do baat", faults=["rhyme"]), line("do baat", copied={"song": "7"}), line("do baat", new=["baat"])],
    ids=["faulty", "copied", "new word"],
)
def test_the_best_song_of_a_form_keeps_to_it_and_is_its_own(worse):
    assert best_song([{**GOOD, "lines": [line("ek raat"), worse]}, GOOD], 0.7) is GOOD


def form(*songs, refused=None):
    return {"forms": [{"name": "two_lines", "refused": refused, "songs": list(songs)}]}


def test_the_best_song_is_next_to_that_of_the_first_checkpoint_with_the_same_seed():
    other = {**GOOD, "seed": 1, "lines": [line("gha kha"), line("kha")]}
    young = {**GOOD, "lines": [line("kha"), line("gha")]}
    (pair,) = songs_early_and_late(
        form(other, young), form({**other, "lines": [line("kha", faults=["rhyme"])]}, GOOD), 0.7
    )
    assert [piece.text for _, pieces in pair["early"][0].groups for piece in pieces] == ["kha"]
    assert (pair["title"], pair["seed"], pair["of"]) == ("two lines", 3, 2)


def test_the_best_song_of_a_single_checkpoint_is_alone():
    (pair,) = songs_early_and_late(None, form(GOOD), 0.7)
    assert pair["early"] is None


def test_a_form_that_cannot_be_written_has_no_best_song():
    assert songs_early_and_late(None, form(refused="no rhyme"), 0.7) == []


def origin(*, description=None, source=None, folder=None):
    config = {"dataset": {"description": description}, "songs": {"folder": folder}}
    return origin_of_songs(config, {"archive": source and {"source": source}})


def test_the_songs_are_described_as_the_configuration_does():
    assert origin(description="Songs of our own.", folder="songs")["description"] == "Songs of our own."


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({"folder": "../collections/songs"}, "songs"),
        ({"source": "https://songs.example.org/isb"}, "songs.example.org"),
        ({"source": "../isb"}, "isb"),
        ({}, ""),
    ],
)
def test_the_place_of_the_songs_is_a_site_or_the_name_of_a_folder(where, place):
    assert origin(**where)["place"] == place
