"""Render envs/STAGE.yaml and benchmarks/environment.yaml with all dependencies, at the versions of the lock file.

Run it with `make lock`. The stages are the extras of pyproject.toml. Indirect dependencies are read from the metadata
of the installed packages.
"""

import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
STAGES = [
    "archive",
    "corpus",
    "verse",
    "dataset",
    "vocabulary",
    "memory",
    "training",
    "sampling",
    "evaluation",
    "pages",
    "primer",
    "benchmarks",
]

ENVIRONMENT = """\
# The {stage} stage, rendered from requirements.lock by envs/render_environments.py: do not edit.
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip
  - pip:
{pins}
"""


def path_of(stage: str) -> Path:
    """Return the path of a stage's environment; that of the benchmarks is in their folder."""
    return ROOT / "benchmarks" / "environment.yaml" if stage == "benchmarks" else ROOT / "envs" / f"{stage}.yaml"


def locked_versions() -> dict[str, str]:
    """Return the version of each package in the lock file, by canonical name."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = (line.split("#")[0].strip().split("==") for line in lines if "==" in line.split("#")[0])
    return {canonicalize_name(name): version for name, version in pins}


def all_needed(requirements: list[str]) -> set[str]:
    """Return the canonical names of the required packages and of all their dependencies, direct or not."""
    needed: set[str] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        if name in needed:
            continue
        needed.add(name)
        for text in requires(name) or []:
            child = Requirement(text)
            if not child.marker or any(child.marker.evaluate({"extra": extra}) for extra in extras):
                child.marker = None
                waiting.append(child)
    return needed


def render(stage: str) -> str:
    """Return the content of a stage's conda environment."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = locked_versions()
    pins = [f"      - {name}=={versions[name]}" for name in sorted(all_needed(project["optional-dependencies"][stage]))]
    return ENVIRONMENT.format(stage=stage, pins="\n".join(pins))


if __name__ == "__main__":
    for stage in STAGES:
        path_of(stage).write_text(render(stage), encoding="utf-8")
