"""The security policy and the templates of pages opened from disk."""

import re
from pathlib import Path

from own_code import OWN_CODE, lines_with

from geetkar.pages.shared.rendering import SHARED, render

ROOT = Path(__file__).parents[3]
PAGES = [page for folder in ("workflow_scripts", "benchmarks") for page in sorted((ROOT / folder).rglob("*.html.j2"))]


def test_a_page_may_load_nothing_and_send_nothing():
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', render(SHARED, "base.html.j2"))
    assert {"default-src 'none'", "base-uri 'none'", "form-action 'none'"} <= set(policy.split("; "))


def test_a_page_without_scripts_may_run_none():
    assert "script-src" not in render(SHARED, "base.html.j2")


def test_a_script_may_run_by_its_hash_alone(tmp_path):
    (tmp_path / "a.js").write_text("1;")
    (allowed,) = re.findall('script-src ([^;"]+)', render(tmp_path, "base.html.j2", scripts=["a.js"]))
    assert re.fullmatch("'sha256-[A-Za-z0-9+/]{43}='", allowed)


def test_every_page_has_the_policy():
    without = {path.name for path in PAGES if not path.read_text().startswith('{% extends "base.html.j2" %}')}
    assert without == {"base.html.j2", "forms.html.j2", "parts.html.j2"}


def test_no_template_turns_escaping_off():
    assert lines_with(r"\|\s*safe\b|autoescape|Markup|\bon\w+=|javascript:", PAGES) == []


def test_markup_is_made_in_four_modules_alone():
    """They make charts, scripts, JSON, code spans and Markdown, and escape all text that others wrote."""
    makers = {path.name for path in OWN_CODE if "Markup(" in path.read_text()}
    assert makers == {"charts.py", "rendering.py", "wording.py", "draw.py"}


SCRIPTS = sorted((ROOT / "workflow_scripts" / "geetkar").rglob("*.js"))


def test_no_script_of_a_page_makes_markup_or_code_of_text():
    makers = r"(inner|outer|Adjacent)HTML|document\.write|DOMParser|\beval\(|new Function|ContextualFragment"
    assert lines_with(makers, SCRIPTS) == []
