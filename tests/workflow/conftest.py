"""Projects for the tests of the workflow: one that has not run, and one that has."""

import pytest
from filelock import FileLock
from small_project import EVERYTHING, Project, copy_project, create_project


@pytest.fixture
def fresh(tmp_path) -> Project:
    """A project that has not run yet."""
    return create_project(tmp_path)


@pytest.fixture(scope="session")
def reference(tmp_path_factory) -> Project:
    """A project that has run once; not to be changed. Processes that share the tests share it, too."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):  # the folder of one of several processes (pytest-xdist)
        shared = shared.parent
    folder, done = shared / "reference", shared / "reference.done"
    with FileLock(shared / "reference.lock"):
        if not done.exists():
            folder.mkdir()
            create_project(folder).run_to_the_end(*EVERYTHING)
            done.touch()
    return Project(folder)


@pytest.fixture
def finished(reference, tmp_path) -> Project:
    """A project that has run once, to be changed."""
    return copy_project(reference, tmp_path / "project")
