"""The small projects of tests/workflow."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]

specification = importlib.util.spec_from_file_location("projects", ROOT / "tests" / "workflow" / "conftest.py")
projects = importlib.util.module_from_spec(specification)
specification.loader.exec_module(projects)
