"""How pages name models and write numbers."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import yaml
from tiny_training import TINY_MODEL

from geetkar.pages.shared.wording import describe_model, describe_size, percent

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())
OPTIONS = SCHEMA["$defs"]["model"]["properties"]


def test_every_kind_of_model_has_a_name_for_people():
    keys = ("script", "unit", "cell")
    kinds = list(product(*(OPTIONS[key]["enum"] for key in keys)))
    described = {kind: describe_model(replace(TINY_MODEL, **dict(zip(keys, kind, strict=True)))) for kind in kinds}
    assert {kind: text for kind, text in described.items() if not text.endswith(" text") or "_" in text} == {}
    assert len(set(described.values())) == len(kinds)


def test_a_count_is_said_briefly():
    said = {950: "950", 1_000: "1.0 k", 9_900: "9.9 k", 10_000: "10 k", 12_345: "12 k", 3_400_000: "3.4 M"}
    assert {number: describe_size(number) for number in said} == said


def test_nothing_to_count_is_a_dash():
    assert percent(None) == "–"
