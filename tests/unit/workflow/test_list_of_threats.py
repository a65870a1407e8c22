"""The tests that SECURITY.md names, compared with the existing ones."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
OF_THREATS = [
    "test_hostile_archives.py",
    "test_hostile_models.py",
    "test_hostile_configurations.py",
    "test_page_security.py",
]


def named_tests():
    """Return the tests that SECURITY.md names: file and function."""
    return NAMED.findall((ROOT / "SECURITY.md").read_text())


def in_file(file):
    """Return the names of the tests in a file, none of one that does not exist."""
    body = ast.parse((ROOT / file).read_text()).body if (ROOT / file).exists() else []
    return {node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_row_of_the_list_of_threats_names_a_test():
    rows = re.findall(r"^\| (?!threat |-).*$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE)
    assert rows and [row for row in rows if not NAMED.search(row)] == []


def test_every_test_that_the_list_of_threats_names_exists():
    assert [(file, name) for file, name in named_tests() if name not in in_file(file)] == []


def test_every_test_of_a_threat_is_named_in_the_list_of_threats():
    own = {
        (f"tests/unit/workflow/{file}", name) for file in OF_THREATS for name in in_file(f"tests/unit/workflow/{file}")
    }
    assert own - set(named_tests()) == set()
