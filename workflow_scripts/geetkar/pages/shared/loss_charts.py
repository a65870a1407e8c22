"""Charts of losses over steps, over characters read and over time, all in bits per character."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from geetkar.pages.shared.charts import Line, draw_lines
from geetkar.pages.shared.wording import name_of_model
from geetkar.training.metrics import Losses, Point
from geetkar.training.model import Model, NamedModel


def loss_chart(segments: Sequence[Sequence[Mapping]], model: Model, *, cursor: Sequence[int] = ()) -> Markup:
    """Draw the training loss over steps and the validation loss at the checkpoints, in bits per character.

    `segments` are the lines of metrics of one or more checkpoints, by step. The first one also has the losses before
    it. With `cursor`, a page's script can move a bar to each of these steps.
    """
    lines, validation = [], []
    for name, losses in zip(("", ", cooled"), losses_in_bits(segments, model), strict=True):
        validation += losses.validation
        for label, points in ((f"training{name}", losses.training), (f"validation{name}", losses.validation)):
            if points:
                lines.append(Line(label, *zip(*points, strict=True), marked=points is losses.validation))
    best = min(bits for _, bits in validation)
    return draw_lines(
        lines,
        title=f"Loss over training steps, down to {best:.2f} bits per character on validation songs",
        x_label="training steps",
        y_label="bits per character",
        cursor=cursor,
    )


def losses_in_bits(segments: Sequence[Sequence[Mapping]], model: Model) -> tuple[Losses, Losses]:
    """Return losses in bits per character: first those of the trunk, then those of the cooled branches."""
    trunk, cooled = Losses(), Losses()
    before, to_bits = segments[0][-1]["before"], conversion(segments[0][-1], model)
    trunk.training += in_bits(before["training"], to_bits)
    trunk.validation += in_bits(before["validation"], to_bits)
    for *lines, end in segments:
        losses, to_bits = cooled if end["cooled_from"] else trunk, conversion(end, model)
        losses.training += in_bits([(line["step"], line["loss_nats"]) for line in lines], to_bits)
        losses.validation.append((end["step"], end["validation_bpc"]))
    return trunk, cooled


def in_bits(points: Sequence[Point], to_bits: Callable[[float], float]) -> list[Point]:
    """Convert the losses of points (step, loss)."""
    return [(step, to_bits(nats)) for step, nats in points]


def conversion(end: Mapping, model: Model) -> Callable[[float], float]:
    """Return a function from nats per unit to bits per character, for the losses that lead to a checkpoint.

    `end` is the last line of the checkpoint's metrics. A unit has as many characters as in the training text. As in the
    validation loss in bits, unknown words are spelled out and the codes of plans do not count: the function adds and
    takes off as many bits as at the checkpoint on the validation songs, which makes it exact there.
    """
    units = end["step"] * model.batch * model.sequence
    bits = units / end["characters_seen"] / math.log(2)
    rest = end["validation_bpc"] - bits * end["validation_nats"]
    return lambda nats: bits * nats + rest


def points_of(label: str, checkpoints: pd.DataFrame, x: str, y: str) -> Line:
    """Return two columns of a model's checkpoints as a line.

    The line joins the checkpoints of the trunk; cooled ones, which end branches, are separate points.
    """
    on_trunk = checkpoints["cooled_from"] == 0
    trunk, cooled = checkpoints[on_trunk], checkpoints[~on_trunk].dropna(subset=[y])
    return Line(label, trunk[x], trunk[y], marked=True, apart=list(zip(cooled[x], cooled[y], strict=True)))


def labels_of(models: Sequence[NamedModel]) -> dict[str, str]:
    """Return a label for each model, by its name; those of models with the same name for people have both names."""
    names = {model.name: name_of_model(model) for model in models}
    times = Counter(names.values())
    return {code: name if times[name] == 1 else f"{name} ({code})" for code, name in names.items()}


def validation_chart(
    checkpoints: pd.DataFrame, models: Sequence[NamedModel], script: str, x: str, x_label: str
) -> Markup:
    """Draw the validation losses of the models of one script, over the column `x` of their checkpoints."""
    labels = labels_of(models)
    lines = [
        points_of(labels[model.name], checkpoints[checkpoints["model"] == model.name], x, "validation_bpc")
        for model in models
        if model.script == script
    ]
    return draw_lines(
        lines,
        title=f"Validation loss over {x_label}, for models of the script {script}",
        x_label=x_label,
        y_label="bits per character",
        logarithmic=True,
    )
