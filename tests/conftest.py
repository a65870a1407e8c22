"""How the tests are shared among processes."""

from pathlib import Path

import pytest

WORKFLOW = Path(__file__).parent / "workflow"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files stay whole; the tests of the workflow share one finished run, and come first, since they take longest."""
    items.sort(key=lambda item: WORKFLOW not in item.path.parents)
    for item in items:
        group = WORKFLOW if WORKFLOW in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(group.name))
