"""Configurations that try to run code."""

from pathlib import Path

import pytest
from own_code import OWN_CODE, lines_with
from snakemake.common.configfile import load_configfile
from snakemake.exceptions import WorkflowError

from geetkar.workflow.configuration import complete_configuration
from geetkar.workflow.errors import InputError

ROOT = Path(__file__).parents[3]
CONFIGURATIONS = [ROOT / "config.yaml", *sorted((ROOT / "presets").glob("*.yaml")), ROOT / "benchmarks/recipes.yaml"]
SCHEMA = ROOT / "schemas" / "config.schema.yaml"


@pytest.mark.parametrize("tag", ["object/apply:os.getcwd []", "object/new:os.system [id]", "module:os"])
def test_a_configuration_calls_and_imports_nothing(tag, tmp_path):
    (tmp_path / "run.yaml").write_text(f"models: !!python/{tag}\n")
    with pytest.raises(WorkflowError):
        load_configfile(tmp_path / "run.yaml")


def test_a_configuration_that_names_a_function_is_refused(tmp_path):
    """Snakemake allows tags for loaded Python objects; the schema allows only texts, numbers and lists."""
    (tmp_path / "run.yaml").write_text("models: !!python/name:os.system\n")
    with pytest.raises(InputError, match="config key `models`"):
        complete_configuration(load_configfile(tmp_path / "run.yaml"), SCHEMA)


def test_yaml_is_read_safely():
    assert lines_with(r"yaml\.(unsafe_|full_)?load(_all)?\(", OWN_CODE) == []


def test_no_configuration_of_ours_is_a_program():
    assert lines_with("__use_yte__", CONFIGURATIONS) == []


@pytest.mark.parametrize("key", ["classic_site", "catalogue_site", "files_site"])
def test_an_archive_is_on_the_web(key):
    model = {"name": "a", "checkpoints": [1]}
    with pytest.raises(InputError, match=rf"archive\.{key}"):
        complete_configuration({"models": [model], "archive": {key: "file:///etc"}}, SCHEMA)
