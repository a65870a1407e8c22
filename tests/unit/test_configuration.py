import math
from pathlib import Path

import pytest
import yaml

from geetkar.configuration import complete_configuration
from geetkar.errors import InputError

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "schemas" / "config.schema.yaml"


ONE = {"name": "a", "checkpoints": [4, 8]}


@pytest.fixture
def config():
    return {"models": [{"name": "tiny", "checkpoints": [2, 4]}]}


def test_a_minimal_configuration_gets_the_schemas_defaults(config):
    assert complete_configuration(config, SCHEMA)["models"][0]["cell"] == "lstm"


def test_no_two_models_share_a_default(config):
    config["models"].append({"name": "other", "checkpoints": [2]})
    one, other = complete_configuration(config, SCHEMA)["models"]
    assert one["cooled"] is not other["cooled"]


def test_defaults_do_not_overrule(config):
    config["models"][0]["cell"] = "gru"
    assert complete_configuration(config, SCHEMA)["models"][0]["cell"] == "gru"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"modles": []}, "unknown key 'modles'; did you mean 'models'?"),
        ({"models": [{"name": "a", "checkpoints": [1], "layer": 2}]}, r"models\[0\]`: unknown key 'layer'"),
        (
            {"models": [{"name": "a", "checkpoints": [1], "cell": "lsmt"}]},
            r"models\[0\].cell`: 'lsmt' is not known; did you mean 'lstm'",
        ),
        ({"sampling": {"temperatures": [0.5, 0]}}, r"sampling.temperatures\[1\]"),
        ({"models": []}, "models`: the list is empty"),
        ({"models": None}, "models"),
        ({"models": [{"name": "../up", "checkpoints": [1]}]}, r"models\[0\].name"),
        ({"models": [{"name": "a"}]}, r"models\[0\]`: 'checkpoints' is a required"),
        ({"models": [{"name": "a", "checkpoints": []}]}, r"models\[0\].checkpoints`: the list is empty"),
        ({"models": [{"name": "a", "checkpoints": [1]}] * 2}, "'a' stands there twice"),
        ({"models": [{"name": "a", "checkpoints": [4], "batch": 5, "processes": 2}]}, "'a': 2 processes cannot share"),
        ({"models": [{"name": "a", "checkpoints": [4], "cooled": [{"from": 3, "step": 6}]}]}, "'a': .* leaves step 3"),
        (
            {"models": [{"name": "a", "checkpoints": [4], "cooled": [{"from": 4, "step": 3}]}]},
            "'a': .* before it leaves",
        ),
        ({"models": [{"name": "a", "checkpoints": [4, 8], "cooled": [{"from": 4, "step": 8}]}]}, "another checkpoint"),
        ({"archive": {"delay": 0.1}}, "archive.delay"),
        ({"benchmarks": {"text": "texts/songs.txt"}}, "benchmarks.text"),
        ({"models": [{"name": "a", "checkpoints": [1], "seed": 2**32}]}, r"models\[0\].seed"),
        ({"corpus": {"validation_share": 0}}, "corpus.validation_share"),
        ({"models": [{"name": "a", "checkpoints": [100.0]}]}, r"checkpoints\[0\]`: 100.0 is not of type 'integer'"),
        ({"models": [{"name": "a", "checkpoints": [1], "layers": True}]}, "True is not of type 'integer'"),
        ({"models": [{"name": "a", "checkpoints": [1], "clip": math.inf}]}, "inf is not of type 'number'"),
        ({"archive": {"missing_tolerance": math.nan}}, "nan is not of type 'number'"),
        ({"models": [{"name": "a\n", "checkpoints": [1]}]}, r"models\[0\].name"),
        ({"sampling": {"primes": ["dil दिल"]}}, "sampling.primes`: 'दिल' is not ITRANS"),
        ({"sampling": {"primes": ["2"]}}, "sampling.primes`: '2' is not ITRANS"),
    ],
)
def test_a_mistake_is_named_by_its_key(change, message, config):
    with pytest.raises(InputError, match=message):
        complete_configuration({**config, **change}, SCHEMA)


@pytest.mark.parametrize("layout", ["classic", "catalogue", "auto"])
def test_the_archive_has_three_layouts(layout, config):
    config["archive"] = {"layout": layout}
    assert complete_configuration(config, SCHEMA)["archive"]["layout"] == layout


def test_every_mistake_is_named_in_one_go(config):
    config |= {"sampling": {"temperatures": []}, "archive": {"layuot": "classic"}}
    with pytest.raises(InputError) as refusal:
        complete_configuration(config, SCHEMA)
    assert len(str(refusal.value).splitlines()) == 2


@pytest.mark.parametrize("path", [ROOT / "config.yaml", *sorted((ROOT / "presets").glob("*.yaml"))])
def test_every_configuration_of_the_project_is_valid(path):
    given = yaml.safe_load((ROOT / "config.yaml").read_text()) | yaml.safe_load(path.read_text())
    complete_configuration(given, SCHEMA)
