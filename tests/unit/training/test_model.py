"""The class Model compared with the schema of the configuration."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import yaml
from tiny_training import TINY_MODEL

from geetkar.training.cells import CELLS
from geetkar.training.model import Model
from geetkar.workflow.configuration import complete_configuration

SCHEMA = Path(__file__).parents[3] / "schemas/config.schema.yaml"
KEYS = yaml.safe_load(SCHEMA.read_text())["$defs"]["model"]["properties"]
TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}
FOR_THE_RULES = ("name", "checkpoints", "cooled", "begin_from")


def type_of(key):
    """Return the Python type of a key of the schema, or the values of an enum."""
    return set(key["enum"]) if "enum" in key else TYPES[key["type"]]


def test_a_model_has_the_keys_of_the_schema_in_their_order():
    assert [field.name for field in fields(Model)] == [key for key in KEYS if key not in FOR_THE_RULES]


def test_each_field_has_the_type_of_the_schema():
    hints = {name: hint for name, hint in get_type_hints(Model).items() if name != "cell"}
    types = {name: set(get_args(hint)) if get_origin(hint) is Literal else hint for name, hint in hints.items()}
    assert types == {name: type_of(KEYS[name]) for name in hints}


def test_the_schema_knows_each_cell():
    assert KEYS["cell"]["enum"] == list(CELLS)


def test_a_configured_model_leaves_out_keys_that_only_the_rules_read():
    config = complete_configuration({"models": [{"name": "a", "checkpoints": [2], **asdict(TINY_MODEL)}]}, SCHEMA)
    (entry,) = config["models"]
    assert Model.configured(entry) == TINY_MODEL
    assert asdict(TINY_MODEL) == {key: value for key, value in entry.items() if key not in FOR_THE_RULES}
