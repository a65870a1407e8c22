from pathlib import Path

import pytest

from geetkar.workflow.imported_code import code_behind, data_files

SCRIPTS = Path(__file__).parents[3] / "workflow_scripts"
PACKAGE = SCRIPTS / "geetkar"


@pytest.fixture
def project(tmp_path):
    """Write a script that imports a module of a package, which imports another, next to unused modules."""
    files = {
        "train.py": "import geetkar.workflow.files\nimport geetkar.training.loop\nimport geetkar.itrans\n",
        "geetkar/workflow/files.py": "import geetkar.training.unused\n",
        "geetkar/itrans.py": "",
        "geetkar/primer/other.html.j2": "",
        "geetkar/training/__init__.py": "",
        "geetkar/training/loop.py": "import numpy\nfrom geetkar.training import cells\nPAGE = 'page.html.j2'\n",
        "geetkar/training/cells.py": "",
        "geetkar/training/unused.py": "",
        "geetkar/training/page.html.j2": '{% extends "base.html.j2" %}',
        "geetkar/pages/base.html.j2": "",
        "geetkar/training/table.tsv": "",
        "geetkar/training/__pycache__/cells.pyc": "",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.fixture
def code(project):
    return {path.relative_to(project).as_posix() for path in code_behind(project / "train.py", project / "geetkar")}


@pytest.mark.parametrize(
    "path",
    [
        "train.py",
        "geetkar/itrans.py",
        "geetkar/training/loop.py",
        "geetkar/training/cells.py",
        "geetkar/training/__init__.py",
        "geetkar/training/page.html.j2",
        "geetkar/pages/base.html.j2",
    ],
)
def test_what_is_imported_or_named_decides(path, code):
    assert path in code


@pytest.mark.parametrize(
    "path",
    [
        "geetkar/training/unused.py",
        "geetkar/workflow/files.py",
        "geetkar/primer/other.html.j2",
        "geetkar/training/table.tsv",
        "geetkar/training/__pycache__/cells.pyc",
    ],
)
def test_what_is_neither_or_only_writes_does_not(path, code):
    assert path not in code


def test_what_a_second_package_imports_of_the_first_decides(project):
    (project / "scales").mkdir()
    (project / "scales/kitchen.py").write_text("import geetkar.training.loop")
    (project / "weigh.py").write_text("import scales.kitchen")
    code = code_behind(project / "weigh.py", project / "geetkar", project / "scales")
    assert {project / "scales/kitchen.py", project / "geetkar/training/cells.py"} <= set(code)


def test_two_data_files_of_one_name_are_an_error(project):
    (project / "geetkar/primer/page.html.j2").write_text("")
    with pytest.raises(ValueError, match="same name"):
        code_behind(project / "train.py", project / "geetkar")


def test_hidden_files_may_have_the_same_name(project):
    for folder in ("primer", "training"):
        (project / "geetkar" / folder / ".DS_Store").write_bytes(b"\xff")
    assert ".DS_Store" not in data_files(project / "geetkar")


def test_every_data_file_belongs_to_a_script():
    behind = {path for script in SCRIPTS.glob("*.py") for path in code_behind(script, PACKAGE)}
    unread = set(data_files(PACKAGE).values()) - behind
    assert {path.suffix for path in unread} == {".rst"}  # captions, which Snakemake reads for its own report


def test_a_page_is_redrawn_when_its_code_that_names_the_machine_changes():
    assert SCRIPTS / "geetkar/pages/shared/machine.py" in code_behind(SCRIPTS / "draw_costs.py", PACKAGE)


def test_the_code_that_names_the_machine_retrains_nothing():
    assert SCRIPTS / "geetkar/pages/shared/machine.py" not in code_behind(SCRIPTS / "train_segment.py", PACKAGE)
