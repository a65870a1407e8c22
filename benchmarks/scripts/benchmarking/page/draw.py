"""The page of the benchmarks."""

from itertools import chain
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from geetkar.pages.shared.charts import Line, draw_lines
from geetkar.pages.shared.machine import machine, machine_line, pinned_versions
from geetkar.pages.shared.rendering import render
from geetkar.workflow.files import read_json, write_text

HERE = Path(__file__).parent
SHOWN_VERSIONS = ("snakemake", "scrapy", "torch", "onnxruntime", "matplotlib")


def as_html(table_path: str) -> Markup:
    """Return a Markdown table as HTML; markup in its text is escaped."""
    table = Path(table_path).read_text(encoding="utf-8")
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(table))


def growth_chart(growths: list[dict], cost: str, title: str, *, logarithmic_y: bool) -> Markup:
    """Draw a cost over the amount of work, both relative to the smallest; work without this cost is left out."""
    lines = [
        Line(
            growth["work"],
            [amount / growth["amounts"][0] for amount in growth["amounts"]],
            [each / growth[cost][0] for each in growth[cost]],
            marked=True,
        )
        for growth in growths
        if cost in growth
    ]
    return draw_lines(
        lines,
        title,
        "amount of work, relative to the smallest",
        "cost, relative to the smallest",
        logarithmic=True,
        logarithmic_y=logarithmic_y,
    )


def draw_benchmarks(figures: dict[str, str], tables: dict[str, str], lock_path: str, page_path: str) -> None:
    """Draw the page; `figures` and `tables` are paths by measurement."""
    versions = pinned_versions(lock_path, SHOWN_VERSIONS)
    growths = list(chain.from_iterable(read_json(path).get("growth", []) for path in figures.values()))
    write_text(
        page_path,
        render(
            HERE,
            "benchmarks.html.j2",
            tables={name: as_html(path) for name, path in tables.items()},
            growths=growths,
            seconds_chart=growth_chart(growths, "seconds", "Seconds over amount of work", logarithmic_y=True),
            memory_chart=growth_chart(growths, "peak_mb", "Largest memory over amount of work", logarithmic_y=False),
            machine=machine_line({**machine(), "versions": versions}),
        ),
    )
