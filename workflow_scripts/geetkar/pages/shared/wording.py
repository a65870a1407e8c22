"""How pages name models and write numbers: the filters of their templates."""

import math
import re

from markupsafe import Markup, escape

from geetkar.training.cells import CELLS
from geetkar.training.model import Model

LANGUAGES = {"itrans": "hi-Latn", "roman": "hi-Latn", "devanagari": "hi"}
SCRIPT_NAMES = {"itrans": "ITRANS", "roman": "roman", "devanagari": "Devanagari"}
UNIT_NAMES = {"char": "character", "word": "word", "subword": "subword"}


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


def script_name(script: str) -> str:
    """Return a script's name for people."""
    return SCRIPT_NAMES[script]


def cell_name(cell: str) -> str:
    """Return a cell's name for people."""
    return CELLS[cell].title


def describe_model(model: Model) -> str:
    """A model in one phrase, as "character LSTM, 3 layers of 300, on roman text"."""
    layers = f"{model.layers} layers" if model.layers > 1 else "1 layer"
    network = f"{UNIT_NAMES[model.unit]} {cell_name(model.cell)}"
    return f"{network}, {layers} of {model.hidden}, on {SCRIPT_NAMES[model.script]} text"


def describe_size(number: float) -> str:
    """A count in words that fit a column: 950, 12 k, 3.4 M."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.{1 if number < 10 * size else 0}f} {sign}"
    return f"{number:.0f}"


def perplexity(nats: float) -> float:
    """Return among how many equally likely units a loss chooses; infinity where that is beyond all numbers."""
    try:
        return math.exp(nats)
    except OverflowError:
        return math.inf


FILTERS = (
    thousands,
    percent,
    decimal,
    scientific,
    step_name,
    describe_model,
    describe_size,
    shown,
    code_spans,
    script_name,
    cell_name,
)
