from pathlib import Path

import pytest
import yaml

from benchmarking.settings import SCHEMA, complete_settings
from geetkar.workflow.errors import InputError


def test_settings_that_are_left_out_have_defaults():
    assert complete_settings({}) == {"text": None, "songs": 10831}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"txt": "a.txt"}, "config key `benchmarks`: unknown key 'txt'; did you mean 'text'"),
        ({"songs": "few"}, "config key `benchmarks.songs`: 'few' is not a whole number"),
        ({"text": "texts/songs.txt"}, "config key `benchmarks.text`: `songs` already names"),
        ([1], "config key `benchmarks`"),
    ],
)
def test_a_mistake_is_named(given, message):
    with pytest.raises(InputError, match=message):
        complete_settings(given)


def test_the_page_documents_each_setting_as_the_schema_does():
    page = (Path(__file__).parents[2] / "docs/benchmarks.md").read_text()
    settings = yaml.safe_load(SCHEMA.read_text())["properties"]["benchmarks"]["properties"]
    rows = [line for line in page.splitlines() if line.startswith("| `") and line.count("|") == 5]
    assert [row.split("`")[1] for row in rows if row.split("`")[1] in settings] == list(settings)
    assert all(any(each["description"] in row for row in rows) for each in settings.values())
