"""The samples that the configuration requests."""

from dataclasses import fields
from pathlib import Path

import yaml

from geetkar.sampling.requests import Sampling, typical
from geetkar.verse.notation import Form

SCHEMA = yaml.safe_load((Path(__file__).parents[3] / "schemas/config.schema.yaml").read_text())
WANTED = Sampling(primes=["", "dil"], temperatures=[0.5, 1.0], seeds=[3], length=100)


def test_sampling_and_forms_have_the_keys_of_the_schema():
    keys = SCHEMA["properties"]["sampling"]["properties"]
    assert [*(field.name for field in fields(Sampling)), "forms"] == list(keys)
    assert [field.name for field in fields(Form)] == list(keys["forms"]["items"]["properties"])


def test_a_sample_is_requested_for_each_prime_text_temperature_and_seed():
    assert WANTED.requested("devanagari") == [("", 0.5, 3), ("", 1.0, 3), ("दिल", 0.5, 3), ("दिल", 1.0, 3)]


def test_the_length_in_units_is_that_of_the_characters():
    assert WANTED.length_in_units({"units": 201, "characters": 1000}) == 21


def test_the_typical_temperature_is_the_middle_one_of_those_requested():
    assert (typical([1.0, 0.5]), typical([0.4, 1.0, 0.7])) == (0.5, 0.7)
