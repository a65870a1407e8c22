"""How pages name models and write numbers."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import yaml
from tiny_training import TINY_MODEL

from geetkar.pages.shared.wording import describe_model, describe_size, percent

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())
OPTIONS = SCHEMA["$defs"]["model"]["properties"]


@pytest.mark.parametrize(
    ("script", "unit", "cell"), list(product(*(OPTIONS[key]["enum"] for key in ("script", "unit", "cell"))))
)
def test_every_kind_of_model_has_a_name_for_people(script, unit, cell):
    described = describe_model(replace(TINY_MODEL, script=script, unit=unit, cell=cell))
    assert described.endswith(" text") and "_" not in described


@pytest.mark.parametrize(("number", "said"), [(950, "950"), (12_345, "12 k"), (3_400_000, "3.4 M")])
def test_a_count_is_said_briefly(number, said):
    assert describe_size(number) == said


def test_nothing_to_count_is_a_dash():
    assert percent(None) == "–"
