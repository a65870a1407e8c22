"""Packages import each other downwards only."""

from pathlib import Path

from geetkar.workflow.imported_code import imported_names

PACKAGE = Path(__file__).parents[3] / "workflow_scripts" / "geetkar"
ANNEX = {"benchmarks", "benchmarking"}

# What each package may import, with what that imports in turn; `workflow` is for all.
BELOW = {
    "songs": [],
    "archive": ["songs"],
    "corpus": ["songs"],
    "dataset": ["corpus"],
    "verse": ["corpus"],
    "vocabulary": [],
    "memory": ["vocabulary"],
    "training": ["memory"],
    "sampling": ["training", "verse"],  # prime texts are read and spelled as songs are
    "evaluation": ["sampling", "verse"],
    "pages": ["evaluation"],
    "primer": ["pages", "training"],
    "workflow": [],
}


def all_below(package: str) -> set[str]:
    """Return every package that one may import, itself among them."""
    return {package, "workflow"}.union(*map(all_below, BELOW[package]))


def imported_packages(path: Path) -> set[str]:
    """Return the packages of `geetkar` that a file imports, and the annex if it does."""
    names = [name.split(".") for name in imported_names(path)]
    own = {name[1] for name in names if name[0] == "geetkar" and name[1:]} & BELOW.keys()
    return own | {name[0] for name in names} & ANNEX


def test_every_package_is_in_the_order_of_imports():
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == BELOW.keys()


def test_imports_go_downwards_only():
    upwards = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for package in BELOW
        for path in sorted((PACKAGE / package).rglob("*.py"))
        for name in sorted(imported_packages(path) - all_below(package))
    ]
    assert upwards == []
