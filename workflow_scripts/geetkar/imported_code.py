"""Which of this project's files decide what a rule's script makes."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = "geetkar"
DECIDE_NOTHING = {"clock", "configuration", "errors", "files", "imported_code", "logs", "machine"}


def code_behind(script: Path) -> list[Path]:
    """The script, the modules of this project that it imports, theirs in turn, and the packages' data files.

    Modules directly in `geetkar/` that only log, check or write files are left out: they do not decide what is
    written, and a change there must not retrain every model.
    """
    modules, waiting = set(), [script]
    while waiting:
        path = waiting.pop()
        if path not in modules:
            modules.add(path)
            waiting += _imported(path, script.parent)
    packages = {path.parent for path in modules} - {script.parent, script.parent / PACKAGE}
    data = {path for package in packages for path in package.rglob("*") if _is_data(path)}
    return sorted(modules | data)


@cache
def _imported(path: Path, root: Path) -> list[Path]:
    """Modules of this project that a file imports, without those that decide nothing."""
    imported = (path for name in imported_names(path) for path in _module_files(name, root))
    return [path for path in imported if path.parent != root / PACKAGE or path.stem not in DECIDE_NOTHING]


def imported_names(path: Path) -> Iterator[str]:
    """Dotted names in a file's import statements; for `from a import b`, both `a` and `a.b`."""
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


def _is_data(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".py", ".pyc")
