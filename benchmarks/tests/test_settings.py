import pytest

from benchmarking.settings import complete_settings
from geetkar.workflow.errors import InputError


def test_settings_that_are_left_out_have_defaults():
    assert complete_settings({}) == {"text": None, "songs": 10831}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"txt": "a.txt"}, "config key `benchmarks`: unknown key 'txt'; did you mean 'text'"),
        ({"songs": "few"}, "config key `benchmarks.songs`: 'few' is not a whole number"),
        ({"text": "texts/songs.txt"}, "config key `benchmarks.text`: the songs are measured as well"),
        ([1], "config key `benchmarks`"),
    ],
)
def test_a_mistake_is_named(given, message):
    with pytest.raises(InputError, match=message):
        complete_settings(given)
