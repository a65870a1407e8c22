"""Charts of losses over steps, over characters read and over time."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from geetkar.pages.shared.charts import Line, draw_lines
from geetkar.pages.shared.wording import UNIT_NAMES
from geetkar.training.metrics import Losses
from geetkar.training.model import NamedModel


def loss_chart(trunk: Losses, cooled: Losses, unit: str, *, cursor: Sequence[int] = ()) -> Markup:
    """Draw the training loss over steps, and the validation loss at the checkpoints, in nats per unit.

    With `cursor`, a page's script can move a bar to each of these steps.
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
        y_label=f"loss (nats per {UNIT_NAMES[unit]})",
        cursor=cursor,
    )


def points_of(label: str, checkpoints: pd.DataFrame, x: str, y: str) -> Line:
    """Return two columns of a model's checkpoints as a line.

    The line joins the checkpoints of the trunk; cooled ones, which end branches, are separate points.
    """
    on_trunk = checkpoints["cooled_from"] == 0
    trunk, cooled = checkpoints[on_trunk], checkpoints[~on_trunk].dropna(subset=[y])
    return Line(label, trunk[x], trunk[y], marked=True, apart=list(zip(cooled[x], cooled[y], strict=True)))


def validation_chart(
    checkpoints: pd.DataFrame, models: Sequence[NamedModel], script: str, x: str, x_label: str
) -> Markup:
    """Draw the validation losses of the models of one script, over the column `x` of their checkpoints."""
    lines = [
        points_of(model.name, checkpoints[checkpoints["model"] == model.name], x, "validation_bpc")
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
