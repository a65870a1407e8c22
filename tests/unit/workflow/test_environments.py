import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from geetkar.workflow.imported_code import code_behind, imported_names

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "envs"))

import render_environments  # noqa: E402
import render_licences  # noqa: E402


@pytest.mark.parametrize("stage", render_environments.STAGES)
def test_a_stages_environment_is_what_the_lock_file_renders(stage):
    rendered = render_environments.path_of(stage).read_text()
    assert rendered == render_environments.render(stage)


@pytest.mark.parametrize("stage", render_environments.STAGES)
def test_a_stages_environment_has_the_locked_versions(stage):
    dependencies = yaml.safe_load(render_environments.path_of(stage).read_text())["dependencies"]
    pins = dict(pin.split("==") for pin in dependencies[-1]["pip"])
    locked = render_environments.locked_versions()
    assert {name: locked[name] for name in pins} == pins


def test_the_licences_are_what_the_installed_packages_declare():
    assert (ROOT / "docs" / "licences.md").read_text() == render_licences.render()


def test_every_line_of_the_lock_file_pins_one_version():
    lines = [line.split("#")[0].strip() for line in (ROOT / "requirements.lock").read_text().splitlines()]
    assert all(line.count("==") == 1 and "+" not in line for line in lines if line)


def test_torch_is_pinned_to_the_version_that_has_a_small_build():
    assert render_environments.locked_versions()["torch"] == "2.13.0"


def test_the_lock_file_holds_every_dependency_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    locked = render_environments.locked_versions()
    missing = [each for each in wanted if canonicalize_name(Requirement(each).name) not in locked]
    assert missing == []


def test_the_installed_packages_are_the_locked_ones():
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True
    ).stdout
    installed = {canonicalize_name(name): version for name, version in _pins(frozen)}
    locked = render_environments.locked_versions()
    assert {name: installed[name].split("+")[0] for name in locked} == locked


def _pins(freeze: str) -> list[tuple[str, str]]:
    return [tuple(line.split("==")) for line in freeze.splitlines() if "==" in line]


PACKAGES = [ROOT / "workflow_scripts/geetkar", ROOT / "benchmarks/scripts/benchmarking"]


def rules():
    """Each rule as it is written, with the paths of its script and of its environment."""
    for file in [*sorted((ROOT / "rules").glob("*.smk")), ROOT / "benchmarks/Snakefile"]:
        for rule in file.read_text().split("\nrule ")[1:]:
            if "script:" in rule:
                script, environment = (
                    file.parent / re.search(rf' {kind}:\s+"(.+)"', rule).group(1) for kind in ("script", "conda")
                )
                yield rule, script.resolve(), environment.resolve()


EACH_RULE = pytest.mark.parametrize(
    ("rule", "script", "environment"), list(rules()), ids=[script.stem for _, script, _ in rules()]
)


def parameters_of_main(script: Path) -> set[str]:
    """The names of what a script's `main` must be given."""
    functions = (node for node in ast.parse(script.read_text()).body if isinstance(node, ast.FunctionDef))
    (main,) = (function.args for function in functions if function.name == "main")
    return {each.arg for each in main.args[: len(main.args) - len(main.defaults)]}


@EACH_RULE
def test_a_rule_names_what_its_script_takes(rule, script, environment):
    """So that a name that is misspelt is not found after two hours of benchmarks."""
    named = {*re.findall(r"^        (\w+)=", rule, re.MULTILINE), *re.findall(r"{(\w+)}", rule), "config"}
    if not re.search(r"unpack\(|\*\*", rule):  # which name what only Snakemake knows
        assert parameters_of_main(script) <= named
    assert f'"{script.stem}"' in rule, f"a change of {script} reruns nothing"


@pytest.fixture(scope="module")
def packages():
    """The installed packages by the names that are imported."""
    return packages_distributions()


@EACH_RULE
def test_a_rules_environment_has_what_its_script_imports(rule, script, environment, packages):
    files = code_behind(script, *PACKAGES)
    workflow = ROOT / "workflow_scripts/geetkar/workflow"
    files += [workflow / name for name in ("errors.py", "files.py", "logs.py", "scripts.py")]
    imported = {name.split(".")[0] for file in files if file.suffix == ".py" for name in imported_names(file)}
    needed = {canonicalize_name(each) for name in imported for each in packages.get(name, [])}
    dependencies = yaml.safe_load(environment.read_text())["dependencies"]
    assert needed <= {pin.split("==")[0] for pin in dependencies[-1]["pip"]}
