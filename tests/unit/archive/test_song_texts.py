"""The error pages and fields of song files."""

import pytest

from geetkar.archive.field_counts import field_flaw
from geetkar.archive.song_file import is_web_page


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>Error", True),
        ("\n <HTML><body>404", True),
        ("<h1>Not found</h1>", True),
        ("", False),
        ("nadii ke paar", False),
        ("<html>\n\\startsong", False),
        ("<html>\n\\StartSong", False),
        ("<html>\n#indian", False),
        ("<html>\n\\film{Namuunaa}", False),
        ("<3 dil", False),
    ],
)
def test_an_error_page_is_distinguished_from_a_song(text, is_page):
    assert is_web_page(text) == is_page


@pytest.mark.parametrize(
    ("name", "value", "flaw"),
    [
        ("film", None, "missing"),
        ("film", " ", "empty"),
        ("film", "?", "malformed"),
        ("film", "1942", None),
        ("year", "1961", None),
        ("year", 1961, None),
        ("year", "61", "malformed"),
        ("year", "19611", "malformed"),
    ],
)
def test_the_error_in_a_field_is_named(name, value, flaw):
    assert field_flaw(name, value) == flaw
