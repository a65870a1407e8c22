"""The class of the archive, compared with the schema."""

from dataclasses import fields
from pathlib import Path

import yaml

from geetkar.archive.sites import Archive

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())


def test_the_archive_has_the_keys_of_the_schema():
    assert [field.name for field in fields(Archive)] == list(SCHEMA["properties"]["archive"]["properties"])
