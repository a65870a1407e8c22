from itertools import product
from pathlib import Path

import pytest
import yaml

from geetkar.machine import commit, pinned_versions
from geetkar.measures.definitions import MEASURES, written_lines
from geetkar.network.metrics import best_of
from geetkar.reporting.charts import Line, draw_bars, draw_lines
from geetkar.reporting.pages import describe_model, describe_size, percent, points_of
from geetkar.reporting.records import typical
from report_index import SHOWN_VERSIONS


@pytest.mark.parametrize(
    ("text", "prime", "lines"),
    [
        ("one\ntwo\nthr", "", ["one", "two"]),
        ("dil on\ntwo\nthr", "dil", ["two"]),
        ("one\n\ntwo\nthr", "", ["one", "", "two"]),
        ("onl", "", []),
    ],
)
def test_only_whole_lines_of_the_networks_own_are_measured(text, prime, lines):
    assert written_lines(text, prime) == lines


@pytest.mark.parametrize("key", MEASURES)
def test_a_measure_is_told_in_one_sentence_with_its_source(key):
    measure = MEASURES[key]
    assert measure.source and measure.sentence.endswith(".") and measure.sentence.count(". ") == 0


@pytest.mark.parametrize("key", MEASURES)
def test_a_measure_says_how_to_write_it(key):
    assert MEASURES[key].format in ("percent", "decimal")


def test_the_best_checkpoint_is_the_first_of_the_lowest():
    ends = [{"step": step, "validation_bpc": bpc} for step, bpc in [(1, 3.0), (2, 2.0), (3, 2.0)]]
    assert best_of(ends)["step"] == 2


def test_the_typical_temperature_is_one_of_those_that_were_asked():
    assert typical([0.5, 1.0]) == 0.5


@pytest.mark.parametrize(("number", "said"), [(950, "950"), (12_345, "12 k"), (3_400_000, "3.4 M")])
def test_a_count_is_said_briefly(number, said):
    assert describe_size(number) == said


def test_nothing_to_count_is_a_dash():
    assert percent(None) == "–"


def chart():
    return draw_lines([Line("a<b>", [1, 2], [3, 4]), Line("b", [1, 2], [4, 5])], "of <b>", "x", "y")


def test_a_chart_is_the_same_bytes_each_time():
    assert chart() == chart()


def test_a_chart_escapes_its_texts():
    assert "<b>" not in chart()


def test_a_chart_takes_the_pages_colours():
    assert "var(--series-1)" in chart() and "#0303" not in chart()


def test_a_height_that_is_not_known_is_not_drawn():
    line = Line("a", [1, 2], [0.1, 0.2])
    assert draw_lines([line], "t", "x", "y", level=("people", None)).count("<path") < draw_lines(
        [line], "t", "x", "y", level=("people", 0.5)
    ).count("<path")


def test_a_chart_has_a_size_and_a_name_for_those_who_cannot_see_it():
    drawn = draw_bars(["1950s"], [3], "Songs by decade", "songs")
    assert all(each in drawn for each in ("width=", "height=", 'aria-label="Songs by decade"'))


def test_a_page_can_be_drawn_where_there_is_no_git(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert commit() == "unknown"


def test_the_versions_are_those_of_the_lock_file(tmp_path):
    lines = [f"{name}=={number}.0  # via x" for number, name in enumerate(SHOWN_VERSIONS)]
    (tmp_path / "lock").write_text("\n".join([*lines, 'other==1 ; sys_platform == "win32"']))
    assert pinned_versions(tmp_path / "lock", SHOWN_VERSIONS)[SHOWN_VERSIONS[1]] == "1.0"


def test_a_model_of_which_only_cooled_checkpoints_are_there_can_be_drawn():
    line = points_of("a", [{"cooled_from": 2}, {"cooled_from": 2}], [4, 6], [None, 0.5])
    assert (list(line.x), list(line.apart)) == ([], [(6, 0.5)])
    assert "<svg" in draw_lines([line], "title", "x", "y")


SCHEMA = yaml.safe_load((Path(__file__).parents[2] / "schemas/config.schema.yaml").read_text())
OPTIONS = SCHEMA["$defs"]["model"]["properties"]


@pytest.mark.parametrize(
    ("script", "unit", "cell"), list(product(*(OPTIONS[key]["enum"] for key in ("script", "unit", "cell"))))
)
def test_every_kind_of_model_has_a_name_for_people(script, unit, cell):
    described = describe_model({"script": script, "unit": unit, "cell": cell, "layers": 2, "hidden": 9})
    assert described.endswith(" text") and "_" not in described
