"""Pages from templates: everything that a model or the archive wrote is escaped."""

import base64
import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from geetkar.reporting.charts import Line, draw_lines
from geetkar.reporting.measures import FEWEST_WORDS, TrainingText

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = {"itrans": "hi-Latn", "roman": "hi-Latn", "devanagari": "hi"}
SCRIPT_NAMES = {"itrans": "ITRANS", "roman": "roman", "devanagari": "Devanagari"}
UNIT_NAMES = {"char": "character", "word": "word", "subword": "subword"}
CELL_NAMES = {
    "lstm": "LSTM",
    "gru": "GRU",
    "rnn": "RNN",
    "article_lstm": "LSTM of the article",
    "original_lstm": "LSTM of 1997",
}


def render(template: str, **values: object) -> str:
    """A page. Raises `jinja2.UndefinedError` when the template names a value that is not given."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "thousands": thousands,
        "percent": percent,
        "decimal": decimal,
        "step_name": step_name,
        "describe_model": describe_model,
        "describe_size": describe_size,
        "code_spans": code_spans,
        "script_hash": script_hash,
        "script_name": SCRIPT_NAMES.__getitem__,
        "cell_name": CELL_NAMES.__getitem__,
    }
    return environment.get_template(template).render(LANGUAGES=LANGUAGES, **values)


def thousands(number: float) -> str:
    """1234567 as 1,234,567."""
    return f"{round(number):,}"


def percent(share: float | None) -> str:
    """A share from 0 to 1; a dash where there was nothing to count."""
    return "–" if share is None else f"{100 * share:.0f} %"


def decimal(number: float | None, digits: int = 2) -> str:
    """A number with a few digits; a dash where there was nothing to count."""
    return "–" if number is None else f"{number:.{digits}f}"


def code_spans(text: str) -> Markup:
    """A docstring's text, with what stands in backticks as code."""
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def script_hash(script: str) -> str:
    """What a page's Content-Security-Policy calls an inline script, so that it allows that one alone.

    The text must be exactly what stands between the tags. Source: Content Security Policy Level 3, "hash-source".
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def step_name(step: int) -> str:
    """The folder or file of a checkpoint."""
    return f"step-{step:06d}"


def describe_model(model: Mapping) -> str:
    """A model in one phrase, as "character LSTM, 3 layers of 300, on roman text"."""
    layers = f"{model['layers']} layers" if model["layers"] > 1 else "1 layer"
    network = f"{UNIT_NAMES[model['unit']]} {CELL_NAMES[model['cell']]}"
    return f"{network}, {layers} of {model['hidden']}, on {SCRIPT_NAMES[model['script']]} text"


def describe_size(number: float) -> str:
    """A count in words that fit a column: 950, 12 k, 3.4 M."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.{1 if number < 10 * size else 0}f} {sign}"
    return f"{number:.0f}"


def loss_chart(metrics: Sequence[Sequence[Mapping]], unit: str) -> Markup:
    """The training loss over steps, and the held-out losses at the checkpoints, in nats a unit.

    `metrics` holds each segment's lines, the last of which has the held-out losses.
    """
    trunk = [segment for segment in metrics if not segment[-1]["cooled_from"]]
    cooled = [segment for segment in metrics if segment[-1]["cooled_from"]]
    ends = [segment[-1] for segment in metrics]
    lines = []
    for name, segments in (("", trunk), (", cooled", cooled)):
        if segments:
            training = [line for segment in segments for line in segment[:-1]]
            validation = [segment[-1] for segment in segments]
            lines += [
                Line(f"training{name}", *_points(training, "loss_nats")),
                Line(f"validation{name}", *_points(validation, "validation_nats"), marked=True),
            ]
    best = min(end["validation_nats"] for end in ends)
    return draw_lines(
        lines,
        title=f"Loss over training steps, down to {best:.2f} nats on validation songs",
        x_label="training steps",
        y_label=f"loss (nats a {UNIT_NAMES[unit]})",
    )


def _points(lines: Sequence[Mapping], loss: str) -> tuple[list[int], list[float]]:
    return [line["step"] for line in lines], [line[loss] for line in lines]


def perplexity(nats: float) -> float:
    """Among how many equally likely units a loss chooses."""
    return math.exp(nats)


def mark_lines(text: str, prime: str, training: TrainingText) -> list[dict]:
    """A text's lines, with what a page marks: the prime text, words unknown to the songs, copied lines.

    Each line is {"new_song", "copied", "words": [{"text", "kind": "prime" | "new" | ""}]}. The last word is
    cut off and never marked. Blank lines part verses, two of them songs: `new_song` marks the line after.
    """
    prime_words, whole_words = len(prime.split()), len(text.split()) - 1
    lines, position, blank = [], 0, 0
    for line in text.strip("\n").split("\n"):
        words = []
        for word in line.split():
            new = word not in training.words and position < whole_words
            kind = "prime" if position < prime_words else "new" if new else ""
            words.append({"text": word, "kind": kind})
            position += 1
        copied = len(words) >= FEWEST_WORDS and line in training.lines
        if words or not blank:
            lines.append({"new_song": blank > 1, "copied": copied, "words": words})
        blank = 0 if words else blank + 1
    return lines
