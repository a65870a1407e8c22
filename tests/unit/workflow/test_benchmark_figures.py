"""The benchmarks' figures in the documentation, which are all rendered from docs/benchmarks.json."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "docs"))

import render_benchmarks  # noqa: E402
from render_benchmarks import fill, render_preset, render_readme  # noqa: E402

LONGEST_RUN = 5  # of letters that the judge names
FIGURES = json.loads(render_benchmarks.FIGURES.read_text())
RENDERED = render_benchmarks.render()


@pytest.mark.parametrize("path", RENDERED, ids=lambda path: path.name)
def test_a_file_has_the_figures_of_the_benchmarks(path):
    assert path.read_text() == RENDERED[path]


def test_other_figures_change_the_page_the_readme_and_the_presets(monkeypatch, tmp_path):
    other = json.loads(json.dumps(FIGURES))
    other["learning"]["presets"]["best"]["bpc"] = 9.87
    (tmp_path / "benchmarks.json").write_text(json.dumps(other))
    monkeypatch.setattr(render_benchmarks, "FIGURES", tmp_path / "benchmarks.json")
    changed = {path.name for path, text in render_benchmarks.render().items() if "9.87" in text}
    assert changed == {"benchmarks.md", "README.md", "best.yaml"}


def test_the_readme_keeps_what_is_around_its_figures():
    readme = "before\n<!-- Rendered by `make docs`: do not edit. -->\n\nsome FIGURES\n\n<!-- End. -->\nafter\n"
    rendered = render_readme(readme, FIGURES)
    assert rendered.startswith("before\n<!-- Rendered") and rendered.endswith("\n\n<!-- End. -->\nafter\n")
    assert "FIGURES" not in rendered and "bits per character" in rendered


def test_a_preset_says_when_it_was_measured():
    found = {"bpc": 1.234, "seconds": 90}
    preset = render_preset("# A head.\n# Measured on some day.\nmodels:\n", found, {"date": "2026-05-03"})
    assert preset == (
        "# A head.\n# Measured on 3 May 2026: 1.23 bits per character of the validation songs, after 1.5 minutes.\n"
        "models:\n"
    )


def test_the_losses_of_plans_are_named():
    found = {"bpc": 1.234, "plan_bpc": 0.151, "seconds": 90}
    assert "songs, and 0.15 for its plans, after" in render_preset("# Measured on ...", found, {"date": "2026-05-03"})


def test_only_prose_is_filled():
    code = "```sh\nsome\ncommand\n```"
    assert fill(f"Two\nlines.\n\n{code}\n\n| a |\n| b |\n") == f"Two lines.\n\n{code}\n\n| a |\n| b |\n"


def test_no_lines_that_a_network_wrote_are_among_the_figures():
    def texts(value):
        nested = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return [value] if isinstance(value, str) else [text for each in nested for text in texts(each)]

    assert not [text for text in texts(FIGURES) if "\n" in text and len(text) > LONGEST_RUN]
