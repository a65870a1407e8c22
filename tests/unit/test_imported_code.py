import pytest

from geetkar.imported_code import code_behind


@pytest.fixture
def project(tmp_path):
    """A script that imports one module of a package, which imports another; a third stands beside them."""
    files = {
        "train.py": "from geetkar.network.training import train\nfrom geetkar import files, growth\n",
        "geetkar/files.py": "import geetkar.network.unused\n",
        "geetkar/growth.py": "",
        "geetkar/reports/page.html.j2": "",
        "geetkar/network/__init__.py": "",
        "geetkar/network/training.py": "import numpy\nfrom geetkar.network import cells\n",
        "geetkar/network/cells.py": "",
        "geetkar/network/unused.py": "",
        "geetkar/network/page.html.j2": "",
        "geetkar/network/__pycache__/cells.pyc": "",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.fixture
def code(project):
    return {path.relative_to(project).as_posix() for path in code_behind(project / "train.py")}


@pytest.mark.parametrize(
    "path",
    [
        "train.py",
        "geetkar/growth.py",
        "geetkar/network/training.py",
        "geetkar/network/cells.py",
        "geetkar/network/__init__.py",
        "geetkar/network/page.html.j2",
    ],
)
def test_what_is_imported_decides(path, code):
    assert path in code


@pytest.mark.parametrize(
    "path",
    [
        "geetkar/network/unused.py",
        "geetkar/files.py",
        "geetkar/reports/page.html.j2",
        "geetkar/network/__pycache__/cells.pyc",
    ],
)
def test_what_is_not_imported_or_only_writes_does_not(path, code):
    assert path not in code
