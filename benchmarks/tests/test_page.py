import json
from pathlib import Path

import draw_benchmarks
from geetkar.pages.shared.machine import machine

LOCK = Path(__file__).parents[2] / "requirements.lock"


def test_the_page_of_benchmarks_shows_tables_and_growth(tmp_path):
    growth = {
        "work": "songs crawled",
        "amounts": [1000, 3000, 10000],
        "seconds": [2.0, 6.0, 24.0],
        "peak_mb": [1, 1, 2],
    }
    figures, tables = {}, {}
    for name in ("crawl", "corpus", "speed", "learning", "texts", "forms", "dag", "pages"):
        figures[name], tables[name] = tmp_path / f"{name}.json", tmp_path / f"{name}.md"
        figures[name].write_text(json.dumps({"machine": machine(), "growth": [growth]}))
        tables[name].write_text(f"| <b>{name}</b> |\n|---|\n| 7 |\n")
    path = tmp_path / "page.html"
    draw_benchmarks.main(list(figures), figures.values(), tables.values(), LOCK, path)
    page = path.read_text()
    assert "&lt;b&gt;dag&lt;/b&gt;" in page and '<td class="number">12.0</td>' in page
