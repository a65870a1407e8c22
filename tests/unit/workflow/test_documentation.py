import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import geetkar

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "docs"))

import render_configuration  # noqa: E402

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def test_the_page_of_the_configuration_is_what_its_schema_renders():
    assert render_configuration.PAGE.read_text() == render_configuration.render()


def anchors_of(page: Path) -> set[str]:
    """The names under which a page's headings can be linked to, made as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    """The links of a page within the project that lead nowhere."""
    broken = []
    for link in LINK.findall(page.read_text()):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_project_leads_somewhere(page):
    assert broken_links(page) == []


def version_of_the_project() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_the_package_has_the_projects_version():
    assert geetkar.__version__ == version_of_the_project()


def test_the_changelog_begins_with_the_projects_version():
    latest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE).group(1)
    assert latest == version_of_the_project()


def test_the_project_is_cited_by_its_version():
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == version_of_the_project()


def test_the_citation_has_what_its_format_asks_for():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert {"authors", "cff-version", "message", "title"} <= citation.keys()
