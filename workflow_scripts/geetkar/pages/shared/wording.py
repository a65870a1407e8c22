"""Template filters: names of models and formats of numbers."""

import math
import re
from pathlib import Path

from markupsafe import Markup, escape

from geetkar.training.cells import CELLS
from geetkar.training.model import Model
from geetkar.verse.codes import CODE_OF, FREE, KINDS, LENGTHS, LONGEST_RADIF, REFRAINS, RHYMES
from geetkar.workflow.song_scripts import AS_WRITTEN

# Language tags by script; an empty one means an unknown language.
LANGUAGES = {"itrans": "hi-Latn", "roman": "hi-Latn", "devanagari": "hi", AS_WRITTEN: ""}
SCRIPT_NAMES = {"itrans": "ITRANS", "roman": "roman", "devanagari": "Devanagari"}
# What the parts of a line's plan mean (`verse/plans.py`).
PLANS: dict[tuple[str, str | int], str] = {
    ("length", 0): "up to 4 syllables",
    **{("length", number): f"{2 * number + 3} or {2 * number + 4} syllables" for number in range(1, LENGTHS - 1)},
    ("length", LENGTHS - 1): f"{2 * LENGTHS + 1} syllables or more",
    ("refrain", 0): "no refrain",
    **{("refrain", number): f"refrain {number} of its rhyme" for number in range(1, REFRAINS + 1)},
    ("radif", 0): "no radif",
    ("radif", 1): "a radif of 1 word",
    **{("radif", words): f"a radif of {words} words" for words in range(2, LONGEST_RADIF)},
    ("radif", LONGEST_RADIF): f"a radif of {LONGEST_RADIF} words or more",
    ("rhyme", FREE): "rhymes with no line",
    **{("rhyme", letter): f"rhymes with the lines of the letter {letter}" for letter in RHYMES},
}
UNIT_NAMES = {"char": "character", "word": "word", "subword": "subword"}
WRITERS = {"char": "Letter writer", "word": "Word writer", "subword": "Word-piece writer"}
# Fractions with a sign of their own, finer for the first readings, in which a network learns the most.
COARSE = {0: "", 1 / 2: "½", 1: ""}
FINE = {**COARSE, 1 / 8: "⅛", 1 / 4: "¼", 1 / 3: "⅓", 2 / 3: "⅔", 3 / 4: "¾"}


def thousands(number: float) -> str:
    """Format 1234567 as 1,234,567."""
    return f"{round(number):,}"


def percent(share: float | None) -> str:
    """Format a share from 0 to 1 in percent; None, where there was nothing to count, is a dash."""
    return "–" if share is None else f"{100 * share:.0f} %"


def decimal(number: float | None, digits: int = 2) -> str:
    """Format a number with a fixed number of decimals; None, where there was nothing to count, is a dash."""
    return "–" if number is None else f"{number:.{digits}f}"


def scientific(number: float, digits: int = 1) -> Markup:
    """Format 0.00047 as 4.7 × 10⁻⁴; numbers of 0.01 or more stay decimal."""
    if number >= 0.01:
        return Markup(f"{number:.2g}")
    mantissa, exponent = f"{number:.{digits}e}".split("e")
    return Markup(f"{mantissa} × 10<sup>{int(exponent)}</sup>".replace("-", "−"))


def shown(value: float | None, form: str) -> str:
    """Format a measure's value for a table."""
    return percent(value) if form == "percent" else decimal(value, 1)


def code_spans(text: str) -> Markup:
    """Return text as HTML, with passages in backticks as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def step_name(step: int) -> str:
    """Return the name of a checkpoint's folder or file."""
    return f"step-{step:06d}"


def script_name(script: str) -> str:
    """Return the displayed name of a script."""
    return SCRIPT_NAMES.get(script, "as-written")


def cell_name(cell: str) -> str:
    """Return the displayed name of a cell."""
    return CELLS[cell].title


def describe_model(model: Model) -> str:
    """Describe a model in one phrase, such as "character LSTM, 3 layers of 300, on roman text"."""
    layers = f"{model.layers} layers" if model.layers > 1 else "1 layer"
    network = f"{UNIT_NAMES[model.unit]} {cell_name(model.cell)}"
    kinds = ["planned"] * model.plans + ["backward"] * (model.line_order == "backward")
    lines = f"{' '.join(kinds)} lines of " if kinds else ""
    return f"{network}, {layers} of {model.hidden}, on {lines}{script_name(model.script)} text"


def name_of_model(model: Model) -> str:
    """Return a name for people, such as "Letter writer, roman"; models that differ in other options have the same."""
    writer = "Verse writer" if model.plans else WRITERS[model.unit]
    return f"{writer}, {script_name(model.script)}"


def times_read(epochs: float) -> str:
    """Return how often the training songs were read, rounded to a fraction with a sign: ⅓, 1½ or 11."""
    if epochs < 1 / 16:
        return f"{100 * epochs:.1g} %"
    signs = FINE if epochs < 3 else COARSE if epochs < 10 else {0: "", 1: ""}
    nearest = min(signs, key=lambda fraction: abs(epochs % 1 - fraction))
    whole = int(epochs) + (nearest == 1)
    return f"{whole or ''}{signs[nearest]}"


def age_of(epochs: float) -> str:
    """Return the age of a checkpoint in words, such as "after reading the songs 11 times"."""
    read = times_read(epochs)
    if epochs < 1 and read != "1":
        return f"after reading {read} of the songs"
    return f"after reading the songs {({'1': 'once', '2': 'twice'}).get(read, f'{read} times')}"


def source_name(source: str) -> str:
    """Return the name of a place that songs were fetched from: its address on the web, or the name of a folder."""
    return source if "://" in source else f"the folder {Path(source).name}"


def code_meanings() -> list[list[dict]]:
    """Return the codes of each part of a line's plan, as `verse/arrangement.py` has them, with what they mean."""
    kinds = [[(kind, value) for value in values] for kind, values in KINDS.items()]
    return [[{"code": CODE_OF[each], "label": str(each[1]), "meaning": PLANS[each]} for each in kind] for kind in kinds]


def describe_size(number: float) -> str:
    """Abbreviate a count for a narrow column: 950, 12 k, 3.4 M."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.{1 if number < 10 * size else 0}f} {sign}"
    return f"{number:.0f}"


def perplexity(nats: float) -> float:
    """Return the perplexity of a loss: the number of equally likely units to choose among; infinity on overflow."""
    try:
        return math.exp(nats)
    except OverflowError:
        return math.inf


def choices(bits: float) -> float:
    """Return the number of equally likely characters among which a network of these bits per character chooses."""
    return perplexity(bits * math.log(2))


FILTERS = (
    thousands,
    choices,
    percent,
    decimal,
    scientific,
    step_name,
    name_of_model,
    times_read,
    age_of,
    describe_model,
    describe_size,
    shown,
    code_spans,
    script_name,
    cell_name,
    source_name,
)
