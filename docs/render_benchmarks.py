"""Render the benchmarks' figures in the documentation from docs/benchmarks.json. `make docs` runs this script.

They are on docs/benchmarks.md, in a section of README.md, and in a line at the head of each preset that was trained.
"""

import json
import math
import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FIGURES = DOCS / "benchmarks.json"
README_FIGURES = re.compile(r"(?<=<!-- Rendered by `make docs`: do not edit. -->\n)(.+?)(?=<!-- End. -->)", re.DOTALL)
PRESET_FIGURES = re.compile(r"^# Measured on .+$", re.MULTILINE)
NO_PROSE = re.compile("[|`#<-]")  # the beginning of a table, code, a heading, a comment or a list
WIDTH = 120  # of lines
AT_SPACES = {"break_long_words": False, "break_on_hyphens": False}
TITLES = {
    "without_memory": "`{preset}` without a memory",
    "plain_port": "plain port of char-rnn",
    "char_rnn_pytorch": "char-rnn.pytorch",
    "nano_gpt": "nanoGPT",
}
JOBS = {
    "crawl": "crawl",
    "corpus": "corpus of three sizes",
    "speed": "speed of training and sampling",
    "songs.songwriter": "songs to plans and forms",
    "texts": "texts of the networks",
    "dag": "many checkpoints: DAG",
    "pages": "many checkpoints: pages",
}


def number(value: float, digits: int = 0) -> str:
    """Return a number with commas between thousands."""
    return f"{value:,.{digits}f}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share in percent."""
    return f"{100 * share:.{digits}f} %"


def bits(found: Mapping) -> float:
    """Return a training's bits per character; baselines only have nats."""
    return found["bpc"] if "bpc" in found else found["nats"] / math.log(2)


def rows_of(preset: str, found: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield the names and results of a preset's trainings: of its seeds, then of its baselines."""
    yield f"`{preset}`", found
    for seed, other in found["other_seeds"].items():
        yield f"`{preset}`, seed {seed}", other
    for name, baseline in found["baselines"].items():
        yield TITLES[name].format(preset=preset), baseline


def minutes(preset: Mapping) -> float:
    """Return the minutes of all trainings of a preset and its baselines."""
    return sum(found["seconds"] for _, found in rows_of("", preset)) / 60


def day_of(figures: Mapping) -> str:
    """Return the day of the figures, such as 3 May 2026."""
    day = date.fromisoformat(figures["date"])
    return f"{day.day} {day:%B %Y}"


def render_template(name: str, figures: Mapping) -> str:
    """Return the figures in a template of this folder."""
    environment = Environment(
        loader=FileSystemLoader(DOCS),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(number=number, percent=percent, bits=bits, minutes=minutes)
    environment.globals.update(day=day_of(figures), rows_of=rows_of, jobs=JOBS)
    yardsticks = {each["name"]: each for each in figures["learning"]["yardsticks"]}
    return fill(environment.get_template(name).render(figures, yardsticks=yardsticks))


def fill(page: str) -> str:
    """Return a page whose paragraphs of prose have full lines."""
    paragraphs = page.rstrip("\n").split("\n\n")
    filled = (each if NO_PROSE.match(each) else textwrap.fill(each, WIDTH, **AT_SPACES) for each in paragraphs)
    return "\n\n".join(filled) + "\n"


def render_readme(text: str, figures: Mapping) -> str:
    """Return the README with the figures in their section."""
    section = render_template("benchmarks_readme.md.j2", figures)
    return README_FIGURES.sub(lambda _: f"\n{section}\n", text)


def render_preset(text: str, found: Mapping, figures: Mapping) -> str:
    """Return a preset's file with what was measured of it."""
    plans = f", and {number(found['plan_bpc'], 2)} for its plans" if "plan_bpc" in found else ""
    line = (
        f"# Measured on {day_of(figures)}: {number(bits(found), 2)} bits per character of the validation songs{plans}, "
        f"after {number(found['seconds'] / 60, 1)} minutes."
    )
    return PRESET_FIGURES.sub(line, text)


def render() -> dict[Path, str]:
    """Return the text of each file with figures."""
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    readme = ROOT / "README.md"
    trained = dict(figures["learning"]["presets"])
    trained["songwriter"] = figures["forms"]["networks"]["`songwriter`"]["training"]
    presets = {ROOT / "presets" / f"{name}.yaml": found for name, found in trained.items()}
    return {
        DOCS / "benchmarks.md": render_template("benchmarks.md.j2", figures),
        readme: render_readme(readme.read_text(encoding="utf-8"), figures),
        **{path: render_preset(path.read_text(encoding="utf-8"), found, figures) for path, found in presets.items()},
    }


if __name__ == "__main__":
    for path, text in render().items():
        path.write_text(text, encoding="utf-8")
