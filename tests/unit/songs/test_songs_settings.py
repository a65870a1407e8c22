"""The class of the songs, compared with the schema."""

from dataclasses import fields
from pathlib import Path

import yaml

from geetkar.songs.settings import Songs

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas" / "config.schema.yaml").read_text())


def test_the_songs_have_the_keys_of_the_schema():
    assert [field.name for field in fields(Songs)] == list(SCHEMA["properties"]["songs"]["properties"])
