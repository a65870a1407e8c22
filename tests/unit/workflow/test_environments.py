import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from geetkar.workflow.imported_code import code_behind, imported_names

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "envs"))

import render_environments  # noqa: E402
import render_licences  # noqa: E402


def test_each_stages_environment_is_what_the_lock_file_renders():
    kept = {stage: render_environments.path_of(stage).read_text() for stage in render_environments.STAGES}
    assert kept == {stage: render_environments.render(stage) for stage in render_environments.STAGES}


def pins_of(environment: Path) -> dict[str, str]:
    """Return the packages of an environment with their versions."""
    return dict(pin.split("==") for pin in yaml.safe_load(environment.read_text())["dependencies"][-1]["pip"])


def test_each_stages_environment_has_the_locked_versions():
    locked = render_environments.locked_versions()
    pins = {stage: pins_of(render_environments.path_of(stage)) for stage in render_environments.STAGES}
    assert pins == {stage: {name: locked[name] for name in names} for stage, names in pins.items()}


def test_the_licences_are_what_the_installed_packages_declare():
    assert (ROOT / "docs" / "licences.md").read_text() == render_licences.render()


def test_every_line_of_the_lock_file_pins_one_version():
    lines = [line.split("#")[0].strip() for line in (ROOT / "requirements.lock").read_text().splitlines()]
    assert all(line.count("==") == 1 and "+" not in line for line in lines if line)


def test_torch_is_pinned_to_the_version_that_has_a_small_build():
    assert render_environments.locked_versions()["torch"] == "2.13.0"


def test_the_lock_file_has_every_dependency_of_the_project():
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
    """Return the text of each rule, with the paths of its script and its environment."""
    for file in [*sorted((ROOT / "rules").glob("*.smk")), ROOT / "benchmarks/Snakefile"]:
        for rule in file.read_text().split("\nrule ")[1:]:
            if "script:" in rule:
                script, environment = (
                    file.parent / re.search(rf' {kind}:\s+"(.+)"', rule).group(1) for kind in ("script", "conda")
                )
                yield rule, script.resolve(), environment.resolve()


def parameters_of_main(script: Path) -> set[str]:
    """Return the names of the required arguments of a script's `main`."""
    functions = (node for node in ast.parse(script.read_text()).body if isinstance(node, ast.FunctionDef))
    (main,) = (function.args for function in functions if function.name == "main")
    return {each.arg for each in main.args[: len(main.args) - len(main.defaults)]}


def names_in(rule: str) -> set[str]:
    """Return the names that a rule passes to its script: files, params, wildcards and `config`."""
    return {*re.findall(r"^        (\w+)=", rule, re.MULTILINE), *re.findall(r"{(\w+)}", rule), "config"}


def test_a_rule_names_what_its_script_takes():
    """Find a misspelt name before two hours of benchmarks do."""
    # `unpack` and `**` give names that only Snakemake knows.
    plain = [(rule, script) for rule, script, _ in rules() if not re.search(r"unpack\(|\*\*", rule)]
    unnamed = {script.stem: parameters_of_main(script) - names_in(rule) for rule, script in plain}
    assert len(plain) > 20 and {script: names for script, names in unnamed.items() if names} == {}


def test_a_rule_reruns_when_its_script_changes():
    assert [script.stem for rule, script, _ in rules() if f'"{script.stem}"' not in rule] == []


def test_a_rules_environment_has_what_its_script_imports():
    packages = packages_distributions()
    workflow = ROOT / "workflow_scripts/geetkar/workflow"
    always = [workflow / name for name in ("errors.py", "files.py", "logs.py", "scripts.py")]
    lacking = {}
    for _, script, environment in rules():
        files = [file for file in (*code_behind(script, *PACKAGES), *always) if file.suffix == ".py"]
        imported = {name.split(".")[0] for file in files for name in imported_names(file)}
        needed = {canonicalize_name(each) for name in imported for each in packages.get(name, [])}
        lacking[script.stem] = needed - pins_of(environment).keys()
    assert len(lacking) > 30 and {script: names for script, names in lacking.items() if names} == {}
