import json
from pathlib import Path

import draw_benchmarks
from geetkar.pages.shared.machine import machine

LOCK = Path(__file__).parents[2] / "requirements.lock"
MEASURED = ("crawl", "corpus", "speed", "learning", "texts", "forms", "dag", "pages")


def draw(folder, measured):
    """Return the page of some measurements."""
    growth = {
        "work": "songs crawled",
        "amounts": [1000, 3000, 10000],
        "seconds": [2.0, 6.0, 24.0],
        "peak_mb": [1, 1, 2],
    }
    figures, tables = {}, {}
    for name in measured:
        figures[name], tables[name] = folder / f"{name}.json", folder / f"{name}.md"
        figures[name].write_text(json.dumps({"machine": machine(), "growth": [growth]}))
        tables[name].write_text(f"| <b>{name}</b> |\n|---|\n| 7 |\n")
    path = folder / "page.html"
    draw_benchmarks.main(list(figures), figures.values(), tables.values(), LOCK, path)
    return path.read_text()


def test_the_page_of_benchmarks_shows_tables_and_growth(tmp_path):
    page = draw(tmp_path, MEASURED)
    assert "&lt;b&gt;dag&lt;/b&gt;" in page and '<td class="number">12.0</td>' in page


def test_a_plain_text_has_a_table_if_it_was_measured(tmp_path):
    assert "plain_text" not in draw(tmp_path, MEASURED)
    assert "&lt;b&gt;plain_text&lt;/b&gt;" in draw(tmp_path, [*MEASURED, "plain_text"])
