"""The files of this project that decide what a rule's script makes."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = "geetkar"
DECIDE_NOTHING = "workflow"  # the part of the package that only logs, checks and writes files
QUOTED = re.compile(r"""["']([^"'\s]+)["']""")


def code_behind(script: Path) -> list[Path]:
    """Return the script, the modules of this project that it imports, theirs in turn, and the data files they name.

    Modules in `geetkar/workflow/`, which log, check and write files, are left out: they do not decide what is written,
    and a change there must not retrain every model.

    A data file (a table, a template or a page's script in `geetkar/`) is behind each file that has its name in quotes:
    a module has it to open the file, a template to extend or import another.
    """
    root = script.parent
    behind, waiting = set(), [script]
    while waiting:
        path = waiting.pop()
        if path not in behind:
            behind.add(path)
            waiting += [*_imported(path, root), *_named_data(path, root)]
    return sorted(behind)


@cache
def _imported(path: Path, root: Path) -> list[Path]:
    """Return the modules of this project that a file imports, without those that decide nothing."""
    if path.suffix != ".py":
        return []
    imported = (path for name in imported_names(path) for path in _module_files(name, root))
    return [path for path in imported if path.parent != root / PACKAGE / DECIDE_NOTHING]


def imported_names(path: Path) -> Iterator[str]:
    """Yield the dotted names in a file's import statements; for `from a import b`, both `a` and `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _module_files(name: str, root: Path) -> list[Path]:
    if name.split(".")[0] != PACKAGE:
        return []
    path = root.joinpath(*name.split("."))
    return [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]


@cache
def _named_data(path: Path, root: Path) -> list[Path]:
    """Return the data files that a file names in quotes."""
    data = data_files(root / PACKAGE)
    return [data[name] for name in QUOTED.findall(path.read_text(encoding="utf-8")) if name in data]


@cache
def data_files(package: Path) -> dict[str, Path]:
    """Return the files of a package that are not Python code, by name, without hidden ones such as `.DS_Store`.

    Raise `ValueError` when two have the same name.
    """
    found: dict[str, Path] = {}
    for path in sorted(package.rglob("*")):
        if path.is_dir() or path.suffix in (".py", ".pyc") or path.name.startswith("."):
            continue
        if found.setdefault(path.name, path) != path:
            raise ValueError(f"{found[path.name]} and {path} have the same name: rename one of them.")
    return found
