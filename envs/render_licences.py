"""Render docs/licences.md: every locked package with its licence, as the installed packages declare it.

Run it with `make lock`.
"""

import tomllib
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from render_environments import ROOT, locked_versions

PAGE = """\
# Licences of what Geetkar uses

Rendered from requirements.lock and the metadata of the installed packages by envs/render_licences.py: do not edit.

Geetkar is under the MIT licence and ships none of these packages; `make` installs them from their own places. MIT, BSD,
Apache, PSF, ISC, ZPL and the like ask for their notices to be kept. In whole or in part under licences that ask for
changes of the packages themselves to be published (MPL, LGPL, GPL), of which Geetkar makes none:
{reciprocal}.
None forbids to be used by a project under the MIT licence.

## Asked for by name

| package | version | licence | stages | in its own words |
|---|---|---|---|---|
{direct}

## What those need in turn

| package | version | licence |
|---|---|---|
{others}
"""
LONGEST = 60  # characters of a licence's name; what is longer is its text
# Whose metadata name none: from the licence file of the repository.
DECLARED_ELSEWHERE = {"mlcroissant": "Apache-2.0"}


def stages_by_package() -> dict[str, list[str]]:
    """The packages that pyproject.toml names, with the extras that name them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stages: dict[str, list[str]] = {}
    for stage, wanted in {"all": project["dependencies"], **project["optional-dependencies"]}.items():
        for text in wanted:
            stages.setdefault(canonicalize_name(Requirement(text).name), []).append(stage)
    return stages


def licence(package: Distribution) -> str:
    """A package's licence: the SPDX expression, else its name, else the classifiers, else the head of the file."""
    if told := DECLARED_ELSEWHERE.get(canonicalize_name(package.name)):
        return told
    fields = package.metadata
    if expression := fields.get("License-Expression"):
        return expression
    name = (fields.get("License") or "").strip()
    if 0 < len(name) <= LONGEST and "\n" not in name and not name.startswith("Copyright"):
        return name
    classifiers = [each.split(" :: ")[-1] for each in fields.get_all("Classifier", []) if each.startswith("License ::")]
    if classifiers:
        return " or ".join(classifiers)
    files = [file for file in package.files or [] if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING"))]
    return files[0].locate().read_text(encoding="utf-8").strip().splitlines()[0].strip()


def render() -> str:
    """The page."""
    stages, versions = stages_by_package(), locked_versions()
    packages = {name: distribution(name) for name in sorted(versions)}
    licences = {name: licence(package) for name, package in packages.items()}
    reciprocal = [name for name, told in licences.items() if any(kind in told for kind in ("GPL", "MPL", "Mozilla"))]
    direct = [
        f"| {name} | {versions[name]} | {licences[name]} | {', '.join(stages[name])} "
        f"| {(packages[name].metadata['Summary'] or '').replace('|', '/')} |"
        for name in packages
        if name in stages
    ]
    others = [f"| {name} | {versions[name]} | {licences[name]} |" for name in packages if name not in stages]
    return PAGE.format(reciprocal=", ".join(reciprocal), direct="\n".join(direct), others="\n".join(others))


if __name__ == "__main__":
    (ROOT / "docs" / "licences.md").write_text(render(), encoding="utf-8")
