"""Charts of the primer's measurements."""

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from geetkar.pages.shared.charts import INK, SERIES, SETTINGS, Line, draw_at_all_widths, draw_lines, to_svg
from geetkar.primer.next_character import TEMPERATURES
from geetkar.primer.pixel_prediction import LINEAR_PAST

HATCHES = ("", "//", "..")  # so that bars can be distinguished without colour


def draw_memory(distances: np.ndarray) -> Markup:
    """Draw what is left of an input in two hidden units over the steps since: `(steps, 2)`."""
    steps = range(1, len(distances) + 1)
    return draw_lines(
        [Line(f"hidden unit {unit}", steps, distances[:, unit - 1], marked=True) for unit in (1, 2)],
        title="What is left of the inputs in the two hidden units falls from step to step, by a steady share",
        x_label="step",
        y_label="difference made by the inputs",
        logarithmic_y=True,
    )


def draw_image_with_rows(image: np.ndarray, rows: Mapping[str, int], title: str) -> Markup:
    """Draw an image of gray levels `(height, width)` with lines at some of its rows."""
    with matplotlib.rc_context(SETTINGS | {"axes.grid": False}):
        figure = Figure(figsize=(3.6, 3.6), layout="constrained")
        axes = figure.add_subplot()
        axes.imshow(image, cmap="gray", vmin=0, vmax=255, interpolation="none")
        for (name, row), colour, dash in zip(rows.items(), SERIES[1:], ("-", "--"), strict=False):
            axes.axhline(row, color=colour, linewidth=2, linestyle=dash, label=name)
        axes.set_axis_off()
        figure.legend(loc="outside lower center", ncols=len(rows))
        return to_svg(figure, title)


def draw_prediction(guesses: Mapping[str, np.ndarray], edges: np.ndarray, title: str) -> Markup:
    """Draw a row of pixels with a network's guesses, and below, the errors with edges marked."""
    columns = np.arange(LINEAR_PAST, LINEAR_PAST + len(edges))
    row, predicted = guesses["pixels"], guesses["recurrent"]
    errors = np.abs(predicted - row)

    def plot(figure: Figure) -> None:
        above, below = figure.subplots(2, sharex=True, height_ratios=(3, 2))
        above.plot(columns, row, color=INK, linewidth=1.2, label="the row")
        above.plot(columns, predicted, color=SERIES[1], linewidth=1.2, linestyle="--", label="prediction")
        above.set_ylabel("gray level")
        below.plot(columns, errors, color=SERIES[1], linewidth=1, label="error")
        at_edges = {"color": SERIES[0], "linestyle": "none", "marker": "^", "markersize": 5}
        below.plot(columns[edges], errors[edges], label="at an edge", **at_edges)
        below.set(xlabel="column", ylabel="error")
        figure.legend(loc="outside upper center", ncols=2)

    return draw_at_all_widths(plot, title, height=1.3)


def draw_gradients(shares: Mapping[str, np.ndarray]) -> Markup:
    """Draw, by kind of cell, how much the last output depends on the input k steps back: `(lags + 1,)`."""
    return draw_lines(
        [Line(name, range(len(share)), share) for name, share in shares.items()],
        title="Gradient of the last output with respect to the input some steps back, by kind of cell",
        x_label="steps back",
        y_label="gradient, relative to the last step",
        logarithmic_y=True,
    )


def draw_choices(choices: Sequence[Mapping]) -> Markup:
    """Draw the probabilities of the likeliest next characters, a bar for each temperature."""
    width = 0.8 / len(TEMPERATURES)
    places = np.arange(len(choices))

    def plot(figure: Figure) -> None:
        axes = figure.add_subplot()
        for number, temperature in enumerate(TEMPERATURES):
            axes.bar(
                places + (number - (len(TEMPERATURES) - 1) / 2) * width,
                [choice["probabilities"][number] for choice in choices],
                width,
                label=f"temperature {temperature}",
                color=SERIES[number],
                hatch=HATCHES[number],
                edgecolor=INK,
                linewidth=0.5,
            )
        axes.set_xticks(places, [choice["name"] for choice in choices])
        axes.yaxis.set_major_formatter(PercentFormatter(xmax=1, symbol=" %"))
        axes.grid(visible=False, axis="x")
        axes.set(xlabel="next character", ylabel="probability")
        axes.legend()

    return draw_at_all_widths(plot, "Probabilities of the likeliest next characters, at three temperatures")
