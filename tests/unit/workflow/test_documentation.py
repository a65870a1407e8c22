import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import geetkar
from geetkar.corpus.audit_answers import KINDS

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "docs"))

import render_configuration  # noqa: E402

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def test_the_page_of_the_configuration_is_what_its_schema_renders():
    assert render_configuration.PAGE.read_text() == render_configuration.render()


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    """Return the broken links of a page within the project."""
    broken = []
    for link in LINK.findall(page.read_text()):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    return broken


def test_every_link_within_the_project_leads_somewhere():
    broken = {page.relative_to(ROOT).as_posix(): broken_links(page) for page in PAGES}
    assert {page: links for page, links in broken.items() if links} == {}


def version_of_the_project() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_the_package_has_the_projects_version():
    assert geetkar.__version__ == version_of_the_project()


def test_the_projects_version_is_the_latest_in_the_changelog():
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert next(heading for heading in headings if heading != "Unreleased") == version_of_the_project()


def test_the_project_is_cited_by_its_version():
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == version_of_the_project()


def test_the_git_hooks_run_the_commands_of_make_lint():
    lint = (ROOT / "Makefile").read_text().split("\nlint: ")[1].split("\n\n")[0]
    (hooks,) = (repo["hooks"] for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"])
    commands = [line.removeprefix("\t@$(BIN)/") for line in lint.splitlines() if "$(BIN)" in line]
    assert commands and [hook["entry"].removeprefix(".venv/bin/") for hook in hooks] == commands


def test_the_citation_has_what_its_format_asks_for():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert {"authors", "cff-version", "message", "title"} <= citation.keys()


def tree_of_the_readme() -> list[str]:
    """Return the paths in the tree of the README; folders end with a slash."""
    (tree,) = re.findall(r"^```\n(Snakefile .+?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    paths, parents = [], []
    for indentation, name in re.findall(r"^( *)(\S+)", tree, re.MULTILINE):
        parents[len(indentation) // 4 :] = [name]
        paths.append("".join(parents))
    return paths


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Return the files of this project."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [file for file in listed.splitlines() if (ROOT / file).is_file()]


@pytest.fixture(scope="module")
def folders(files) -> set[str]:
    """Return the folders with files of this project."""
    return {f"{folder.as_posix()}/" for file in files for folder in Path(file).parents if folder != Path()}


def test_the_tree_in_the_readme_names_only_existing_paths():
    assert [path for path in tree_of_the_readme() if not (ROOT / path).exists()] == []


def test_the_tree_in_the_readme_has_every_top_level_folder(folders):
    wanted = {folder for folder in folders if folder.count("/") == 1 and not folder.startswith(".")}
    assert wanted - set(tree_of_the_readme()) == set()


def test_the_tree_in_the_readme_has_every_package(folders):
    packages = {folder for folder in folders if re.fullmatch("workflow_scripts/geetkar/[^/]+/", folder)}
    assert packages - set(tree_of_the_readme()) == set()


@pytest.mark.parametrize("named", [r"rules/(\w+)\.smk", r"envs/(\w+)\.yaml", r"tests/unit/(\w+)/"])
def test_a_stage_has_the_name_of_its_package(named, files):
    stages = {found[1] for file in files if (found := re.match(named, file))} - {"common"}
    packages = {found[1] for file in files if (found := re.match(r"workflow_scripts/geetkar/(\w+)/", file))}
    assert stages and stages <= packages


# As Python names it, as a path, as a folder of results, as a file of rules, as a rule.
OLD_NAMES = re.compile(
    r"geetkar[./](lyrics|network|measures|yardsticks|reporting|playground|baselines|growth)\b(?!\()"
    r"|(?<![\w/-])(lyrics|network|yardsticks|reporting)/"
    r"|(?<!benchmarks/)results/(models|encoded|vectors|samples|measures|yardsticks|cells|reports|tensorboard|costs\.html)\b"
    r"|rules/(yardsticks|reports|playground)\b"
    r"|\breport_(corpus|checkpoint|model|so_far|index|costs|benchmarks)\b"
)


def test_no_old_name_of_a_package_is_left(files):
    history = {"CHANGELOG.md", Path(__file__).relative_to(ROOT).as_posix()}  # they may name what was
    texts = {file: (ROOT / file).read_text() for file in files if file not in history and Path(file).suffix != ".png"}
    assert [(file, found[0]) for file, text in texts.items() if (found := OLD_NAMES.search(text))] == []


def test_the_page_on_audits_has_every_kind_of_error():
    table = re.findall(r"^\| `(\w+)` \| (.+) \|$", (ROOT / "docs/how-to/audit.md").read_text(), re.MULTILINE)
    assert dict(table) == KINDS
