"""Find the files of this project that decide what a rule's script writes."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

DECIDE_NOTHING = Path("geetkar", "workflow")  # the package that only logs, checks and writes files
QUOTED = re.compile(r"""["']([^"'\s]+)["']""")


def code_behind(script: Path, *packages: Path) -> list[Path]:
    """Return a script, the modules of the packages that it imports, directly or not, and the data files they name.

    Modules in `geetkar/workflow/`, which log, check and write files, are left out: they do not decide the content of
    results, and a change there must not retrain every model.

    A data file (a table, a template or a page's script in a package) belongs to each file that has its name in quotes:
    modules open data files, and templates extend or import other templates.
    """
    behind, waiting = set(), [script]
    while waiting:
        path = waiting.pop()
        if path not in behind:
            behind.add(path)
            waiting += [*_imported(path, packages), *_named_data(path, packages)]
    return sorted(behind)


@cache
def _imported(path: Path, packages: tuple[Path, ...]) -> list[Path]:
    """Return the modules of the packages that a file imports, without those that decide nothing."""
    if path.suffix != ".py":
        return []
    imported = (path for name in imported_names(path) for path in _module_files(name, packages))
    return [path for path in imported if Path(*path.parent.parts[-2:]) != DECIDE_NOTHING]


def imported_names(path: Path) -> Iterator[str]:
    """Yield the dotted names in a file's import statements; for `from a import b`, both `a` and `a.b`."""
    for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements in a node, also nested ones; `ast.walk` would visit all their expressions as well."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from _statements(child)


@cache
def _module_files(name: str, packages: tuple[Path, ...]) -> list[Path]:
    first, *rest = name.split(".")
    paths = [package.joinpath(*rest) for package in packages if package.name == first]
    return [file for path in paths for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]


@cache
def _named_data(path: Path, packages: tuple[Path, ...]) -> list[Path]:
    """Return the data files that a file names in quotes."""
    named = QUOTED.findall(path.read_text(encoding="utf-8"))
    return [data[name] for data in map(data_files, packages) for name in named if name in data]


@cache
def data_files(package: Path) -> dict[str, Path]:
    """Return the files of a package that are not Python code, by name, without hidden ones such as `.DS_Store`.

    Raise `ValueError` when two have the same name.
    """
    found: dict[str, Path] = {}
    for path in sorted(package.rglob("*")):
        if path.is_dir() or path.suffix == ".py" or path.parent.name == "__pycache__" or path.name.startswith("."):
            continue
        if found.setdefault(path.name, path) != path:
            raise ValueError(f"{found[path.name]} and {path} have the same name: rename one of them.")
    return found
