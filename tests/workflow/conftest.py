"""Projects for the tests of the workflow: one that has not run, and one that has."""

import pytest
from made_once import made_once
from small_project import EVERYTHING, Project, copy_project, create_project


@pytest.fixture
def fresh(tmp_path) -> Project:
    """Return a project that has not run yet."""
    return create_project(tmp_path)


@pytest.fixture(scope="session")
def reference(tmp_path_factory) -> Project:
    """Return a finished project that tests must not change."""
    return Project(
        made_once(tmp_path_factory, "reference", lambda folder: create_project(folder).run_to_the_end(*EVERYTHING))
    )


@pytest.fixture
def finished(reference, tmp_path) -> Project:
    """Return a finished project that a test may change."""
    return copy_project(reference, tmp_path / "project")
