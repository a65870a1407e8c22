"""Pages from templates: everything that a model or the archive wrote is escaped."""

import base64
import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from geetkar.pages.shared.charts import Line, draw_lines
from geetkar.training.cells import CELLS
from geetkar.training.metrics import Losses

SHARED = Path(__file__).parent
LANGUAGES = {"itrans": "hi-Latn", "roman": "hi-Latn", "devanagari": "hi"}
SCRIPT_NAMES = {"itrans": "ITRANS", "roman": "roman", "devanagari": "Devanagari"}
SCRIPT_ORDER = ("roman", "itrans", "devanagari")  # the same as in script_switch.js
UNIT_NAMES = {"char": "character", "word": "word", "subword": "subword"}


def render(folder: Path, template: str, scripts: Sequence[str] = (), **values: object) -> str:
    """Return a page from a template, with the JavaScript of some files, which alone may run in it.

    The template and the scripts are in the page's `folder`, or in this one if several pages share them. Raises
    `jinja2.UndefinedError` when the template names a value that is not given.
    """
    loader = FileSystemLoader([folder, SHARED])
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sources = [Markup(loader.get_source(environment, name)[0]) for name in scripts]
    environment.filters |= {
        "thousands": thousands,
        "percent": percent,
        "decimal": decimal,
        "scientific": scientific,
        "step_name": step_name,
        "describe_model": describe_model,
        "describe_size": describe_size,
        "shown": shown,
        "code_spans": code_spans,
        "json": json_in_page,
        "script_name": SCRIPT_NAMES.__getitem__,
        "cell_name": cell_name,
    }
    return environment.get_template(template).render(
        zip=zip,
        LANGUAGES=LANGUAGES,
        SCRIPT_NAMES=SCRIPT_NAMES,
        sources=sources,
        hashes=[script_hash(source) for source in sources],
        **values,
    )


def json_in_page(value: object) -> Markup:
    """A value as JSON that may stand in a script element: no text in it can end the element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def script_hash(source: str) -> str:
    """What a page's content-security policy calls an inline script, so that it allows that one alone.

    Source: W3C, Content Security Policy Level 3, "hash-source".
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def thousands(number: float) -> str:
    """1234567 as 1,234,567."""
    return f"{round(number):,}"


def percent(share: float | None) -> str:
    """A share from 0 to 1; a dash where there was nothing to count."""
    return "–" if share is None else f"{100 * share:.0f} %"


def decimal(number: float | None, digits: int = 2) -> str:
    """A number with a few digits; a dash where there was nothing to count."""
    return "–" if number is None else f"{number:.{digits}f}"


def scientific(number: float, digits: int = 1) -> Markup:
    """0.00047 as 4.7 × 10⁻⁴; a number from 0.01 on as it is."""
    if number >= 0.01:
        return Markup(f"{number:.2g}")
    mantissa, exponent = f"{number:.{digits}e}".split("e")
    return Markup(f"{mantissa} × 10<sup>{int(exponent)}</sup>".replace("-", "−"))


def shown(value: float | None, form: str) -> str:
    """A measure's value as a table shows it."""
    return percent(value) if form == "percent" else decimal(value, 1)


def code_spans(text: str) -> Markup:
    """A docstring's text, with what stands in backticks as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def step_name(step: int) -> str:
    """The folder or file of a checkpoint."""
    return f"step-{step:06d}"


def cell_name(cell: str) -> str:
    """Return a cell's name for people."""
    return CELLS[cell].title


def describe_model(model: Mapping) -> str:
    """A model in one phrase, as "character LSTM, 3 layers of 300, on roman text"."""
    layers = f"{model['layers']} layers" if model["layers"] > 1 else "1 layer"
    network = f"{UNIT_NAMES[model['unit']]} {cell_name(model['cell'])}"
    return f"{network}, {layers} of {model['hidden']}, on {SCRIPT_NAMES[model['script']]} text"


def describe_size(number: float) -> str:
    """A count in words that fit a column: 950, 12 k, 3.4 M."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.{1 if number < 10 * size else 0}f} {sign}"
    return f"{number:.0f}"


def merge_spellings(words: Iterable[tuple[str, Mapping[str, Mapping]]]) -> dict[str, dict[str, list[str]]]:
    """Each word of some samples in the other scripts, by the script that it was written in, for script_switch.js.

    They stand in the order of `SCRIPT_ORDER`, the empty text for the word as it is: pages are to be light.

    `words` gives the script of some samples and the spellings of their words, by word and script.
    """
    merged: dict[str, dict[str, list[str]]] = {}
    for written_in, spellings in words:
        table = merged.setdefault(written_in, {})
        others = [script for script in SCRIPT_ORDER if script != written_in]
        for word, spelled in spellings.items():
            table[word] = ["" if spelled[script] == word else spelled[script] for script in others]
    return merged


def loss_chart(trunk: Losses, cooled: Losses, unit: str, *, cursor: Sequence[int] = ()) -> Markup:
    """The training loss over steps, and the held-out losses at the checkpoints, in nats a unit.

    With `cursor`, a bar can be moved to each of these steps.
    """
    lines = []
    for name, losses in (("", trunk), (", cooled", cooled)):
        for label, points in ((f"training{name}", losses.training), (f"validation{name}", losses.validation)):
            if points:
                lines.append(Line(label, *zip(*points, strict=True), marked=points is losses.validation))
    best = min(nats for _, nats in trunk.validation + cooled.validation)
    return draw_lines(
        lines,
        title=f"Loss over training steps, down to {best:.2f} nats on validation songs",
        x_label="training steps",
        y_label=f"loss (nats a {UNIT_NAMES[unit]})",
        cursor=cursor,
    )


def points_of(label: str, checkpoints: pd.DataFrame, x: str, y: str) -> Line:
    """Return two columns of a model's checkpoints as a line.

    It joins those of the trunk; cooled ones, which end branches, are points apart.
    """
    on_trunk = checkpoints["cooled_from"] == 0
    trunk, cooled = checkpoints[on_trunk], checkpoints[~on_trunk].dropna(subset=[y])
    return Line(label, trunk[x], trunk[y], marked=True, apart=list(zip(cooled[x], cooled[y], strict=True)))


def validation_chart(checkpoints: pd.DataFrame, models: Sequence[Mapping], script: str, x: str, x_label: str) -> Markup:
    """Return the chart of the validation losses of the models of one script, over a column of their checkpoints."""
    lines = [
        points_of(model["name"], checkpoints[checkpoints["model"] == model["name"]], x, "validation_bpc")
        for model in models
        if model["script"] == script
    ]
    return draw_lines(
        lines,
        title=f"Validation loss over {x_label}, for models of the script {script}",
        x_label=x_label,
        y_label="bits per character",
        logarithmic=True,
    )


def perplexity(nats: float) -> float:
    """Return among how many equally likely units a loss chooses; infinity where that is beyond all numbers."""
    try:
        return math.exp(nats)
    except OverflowError:
        return math.inf
