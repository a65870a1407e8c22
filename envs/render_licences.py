"""Render docs/licences.md: every locked package with the licence in its installed metadata.

Run it with `make lock`.
"""

import tomllib
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from render_environments import ROOT, locked_versions

PAGE = """\
# Licences of Geetkar's dependencies

Rendered from requirements.lock and the metadata of the installed packages by envs/render_licences.py: do not edit.

Geetkar is under the MIT licence and does not contain these packages: `make` downloads them. Licences such as MIT, BSD,
Apache, PSF, ISC and ZPL require that their notices are kept. The following packages are, in whole or in part, under
licences that require changes of the package itself to be published (MPL, LGPL, GPL). Geetkar does not change them.
Packages: {reciprocal}.

All these licences allow use by a project under the MIT licence.

## Direct dependencies

| package | version | licence | stages | summary by its authors |
|---|---|---|---|---|
{direct}

## Indirect dependencies

| package | version | licence |
|---|---|---|
{others}
"""
LONGEST = 60  # characters of a licence's name; a longer field holds the text of the licence
# Packages without a licence in their metadata: from the licence file in their repository.
DECLARED_ELSEWHERE = {"mlcroissant": "Apache-2.0"}


def stages_by_package() -> dict[str, list[str]]:
    """Return the packages in pyproject.toml, each with the extras that list it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stages: dict[str, list[str]] = {}
    for stage, wanted in {"all": project["dependencies"], **project["optional-dependencies"]}.items():
        for text in wanted:
            stages.setdefault(canonicalize_name(Requirement(text).name), []).append(stage)
    return stages


def licence(package: Distribution) -> str:
    """Return a package's licence: its SPDX expression, else its name, classifiers or the first line of its file."""
    if declared := DECLARED_ELSEWHERE.get(canonicalize_name(package.name)):
        return declared
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
    """Return the page in Markdown."""
    stages, versions = stages_by_package(), locked_versions()
    packages = {name: distribution(name) for name in sorted(versions)}
    licences = {name: licence(package) for name, package in packages.items()}
    reciprocal = [name for name, text in licences.items() if any(kind in text for kind in ("GPL", "MPL", "Mozilla"))]
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
