"""The class of the description, compared with the schema."""

from dataclasses import fields
from pathlib import Path

import yaml

from geetkar.dataset.description import Description

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())


def test_a_description_has_the_keys_of_the_schema():
    assert [field.name for field in fields(Description)] == list(SCHEMA["properties"]["dataset"]["properties"])
