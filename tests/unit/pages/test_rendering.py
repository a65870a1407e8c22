"""How pages name models, sizes and versions."""

from itertools import product
from pathlib import Path

import pandas as pd
import pytest
import yaml

from geetkar.pages.index.draw import SHOWN_VERSIONS
from geetkar.pages.shared.machine import commit, pinned_versions
from geetkar.pages.shared.references import beside_yardsticks, typical
from geetkar.pages.shared.rendering import describe_model, describe_size, percent

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())
OPTIONS = SCHEMA["$defs"]["model"]["properties"]


@pytest.mark.parametrize(
    ("script", "unit", "cell"), list(product(*(OPTIONS[key]["enum"] for key in ("script", "unit", "cell"))))
)
def test_every_kind_of_model_has_a_name_for_people(script, unit, cell):
    described = describe_model({"script": script, "unit": unit, "cell": cell, "layers": 2, "hidden": 9})
    assert described.endswith(" text") and "_" not in described


def test_the_typical_temperature_is_one_of_those_that_were_asked():
    assert typical([0.5, 1.0]) == 0.5


def test_networks_are_among_the_yardsticks_by_validation_loss():
    yardsticks = [{"name": name, "validation_bpc": 2.0, "test_bpc": 2.0, "adaptive": True} for name in ("xz", "PPMd")]
    bests = pd.DataFrame({"model": ["poor", "good"], "validation_bpc": [9.0, 1.0], "test_bpc": [9.0, 1.0]})
    assert [row["name"] for row in beside_yardsticks(bests, yardsticks)] == ["good", "xz", "PPMd", "poor"]


@pytest.mark.parametrize(("number", "said"), [(950, "950"), (12_345, "12 k"), (3_400_000, "3.4 M")])
def test_a_count_is_said_briefly(number, said):
    assert describe_size(number) == said


def test_nothing_to_count_is_a_dash():
    assert percent(None) == "–"


def test_a_page_can_be_drawn_where_there_is_no_git(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert commit() == "unknown"


def test_the_versions_are_those_of_the_lock_file(tmp_path):
    lines = [f"{name}=={number}.0  # via x" for number, name in enumerate(SHOWN_VERSIONS)]
    (tmp_path / "lock").write_text("\n".join([*lines, 'other==1 ; sys_platform == "win32"']))
    assert pinned_versions(tmp_path / "lock", SHOWN_VERSIONS)[SHOWN_VERSIONS[1]] == "1.0"
