"""How pages name models and write numbers."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import yaml
from tiny_training import TINY_MODEL

from geetkar.pages.shared.wording import age_of, describe_model, describe_size, name_of_model, percent, times_read

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())
OPTIONS = SCHEMA["$defs"]["model"]["properties"]


def test_every_kind_of_model_has_a_name_for_people():
    keys = ("script", "unit", "cell")
    kinds = list(product(*(OPTIONS[key]["enum"] for key in keys)))
    described = {kind: describe_model(replace(TINY_MODEL, **dict(zip(keys, kind, strict=True)))) for kind in kinds}
    assert {kind: text for kind, text in described.items() if not text.endswith(" text") or "_" in text} == {}
    assert len(set(described.values())) == len(kinds)


def test_a_model_is_named_for_people_by_what_it_writes_and_in_which_script():
    model = replace(TINY_MODEL, unit="char", script="devanagari", plans=False)
    assert name_of_model(model) == "Letter writer, Devanagari"


def test_a_model_with_plans_writes_verses():
    assert name_of_model(replace(TINY_MODEL, script="roman", plans=True)) == "Verse writer, roman"


def test_every_kind_of_unit_has_a_writer():
    names = {name_of_model(replace(TINY_MODEL, unit=unit, plans=False)) for unit in OPTIONS["unit"]["enum"]}
    assert len(names) == len(OPTIONS["unit"]["enum"])


def test_the_times_that_songs_were_read_are_rounded_to_a_sign():
    said = {0.002: "0.2 %", 0.13: "⅛", 0.32: "⅓", 0.97: "1", 1.48: "1½", 2.95: "3", 4.5: "4½", 9.9: "10", 11.4: "11"}
    assert {epochs: times_read(epochs) for epochs in said} == said


def test_a_checkpoint_has_an_age_in_words():
    said = {
        0.33: "after reading ⅓ of the songs",
        0.95: "after reading the songs once",
        2.02: "after reading the songs twice",
        11.2: "after reading the songs 11 times",
    }
    assert {epochs: age_of(epochs) for epochs in said} == said


def test_a_count_is_said_briefly():
    said = {950: "950", 1_000: "1.0 k", 9_900: "9.9 k", 10_000: "10 k", 12_345: "12 k", 3_400_000: "3.4 M"}
    assert {number: describe_size(number) for number in said} == said


def test_nothing_to_count_is_a_dash():
    assert percent(None) == "–"
