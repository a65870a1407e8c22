"""Diagrams of the primer's networks: units as circles, weights as arrows."""

from collections.abc import Sequence

import matplotlib
import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from geetkar.pages.shared.charts import INK, PAPER, SERIES, SETTINGS, to_svg
from geetkar.primer.small_network import HIDDEN_TO_HIDDEN, HIDDEN_TO_OUTPUT, INPUT_TO_HIDDEN

Point = tuple[float, float]

POINTS = 72  # per inch, the unit of all coordinates
WIDTH = 4.8  # of a diagram: on a phone, its text then has 11 pixels
TEXT = 11
RADIUS, PRODUCT_RADIUS = 0.33, 0.2
NETWORK_HEIGHT = 4.0
INPUT_PLACES = [(0.95, 3.2), (0.95, 2.0), (0.95, 0.8)]
HIDDEN_PLACES = [(2.75, 2.8), (2.75, 1.2)]
OUTPUT_PLACE = (4.35, 2.0)
# The middle of the values of the hidden units and the output, where no arrow is.
VALUE_PLACES = [(3.35, 3.15), (3.35, 0.85), (4.35, 1.5)]


def on_the_network(place: Point) -> str:
    """Return a place of the network's diagrams as the variables of a style, in shares of the width and height."""
    x, y = place
    return f"--x: {100 * x / WIDTH:.1f}%; --y: {100 * (1 - y / NETWORK_HEIGHT):.1f}%"


def draw_network() -> Markup:
    """Draw the feed-forward network with its weights at the arrows."""
    title = "Three input units, each joined to two hidden units, which are joined to one output unit"
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _canvas(NETWORK_HEIGHT)
        _join_small_network(axes)
        return to_svg(figure, title)


def draw_recurrent_network() -> Markup:
    """Draw the recurrent network, whose hidden units also lead to themselves and to each other."""
    title = "The same network, whose two hidden units also lead to themselves and to each other, one step later"
    colour = SERIES[1]
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _canvas(NETWORK_HEIGHT)
        _join_small_network(axes, labelled=False)
        upper, lower = HIDDEN_PLACES
        for start, end, bend in ((upper, lower, -0.35), (lower, upper, -0.35)):
            _arrow(axes, start, end, colour=colour, bend=bend)
        for place, side in ((upper, 1), (lower, -1)):
            _loop(axes, place, side, colour)
        weights = [
            ((2.75, 3.78), HIDDEN_TO_HIDDEN[0, 0]),
            ((2.75, 0.22), HIDDEN_TO_HIDDEN[1, 1]),
            ((2.25, 2.0), HIDDEN_TO_HIDDEN[0, 1]),
            ((3.25, 2.0), HIDDEN_TO_HIDDEN[1, 0]),
        ]
        for place, weight in weights:
            _label(axes, place, _number(weight), colour)
        return to_svg(figure, title)


def draw_unrolled_network(steps: int = 3) -> Markup:
    """Draw the unrolled recurrent network: a copy for each step, all with the same weights."""
    title = (
        f"The recurrent network drawn once for each of {steps} steps, each copy's hidden units leading to the next's"
    )
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _canvas(3.9)
        for number in range(steps):
            x = 0.75 + 1.65 * number
            rows = (
                (0.5, f"x({number + 1})", INK),
                (1.9, f"h({number + 1})", SERIES[0]),
                (3.3, f"y({number + 1})", INK),
            )
            for y, name, colour in rows:
                _box(axes, (x, y), name, colour)
            for y, name in ((1.2, "WI"), (2.6, "WO")):
                _arrow(axes, (x, y - 0.7), (x, y + 0.7), start_radius=0.32, end_radius=0.32)
                _label(axes, (x + 0.05, y), name)
            if number:
                _arrow(axes, (x - 1.65, 1.9), (x, 1.9), colour=SERIES[1], start_radius=0.46, end_radius=0.46)
                _label(axes, (x - 0.82, 2.12), "WH", SERIES[1])
        return to_svg(figure, title)


def draw_lstm_cell() -> Markup:
    """Draw the LSTM cell with the article's names."""
    title = (
        "An LSTM cell: the input node g times the input gate i is added to the internal state s, which keeps what the "
        "forget gate f lets it keep; the state times the output gate o is the output h"
    )
    gate = SERIES[1]
    node, write, state, show, output = (0.95, 2.9), (1.75, 2.9), (2.55, 2.9), (3.4, 2.9), (4.3, 2.9)
    input_gate, output_gate, forget_gate, keep = (1.75, 4.3), (3.4, 4.3), (1.2, 1.5), (2.55, 1.5)
    units = (  # the letter and name of each unit, and the middle of its name
        (node, "g", "input node", (0.95, 2.35), INK),
        (input_gate, "i", "input gate", (2.53, 4.3), gate),
        (forget_gate, "f", "forget gate", (1.2, 0.95), gate),
        (output_gate, "o", "output gate", (4.25, 4.3), gate),
        (state, "s", "internal state", (2.58, 3.45), SERIES[0]),
        (output, "h", "output", (4.3, 2.35), INK),
    )
    weights = (  # where the inputs of a unit come from, and the middle of the weights' names
        (node, "N", (0, 2.9), (0.32, 3.12), INK),
        (input_gate, "G", (1.75, 5.4), (2.2, 5.1), gate),
        (forget_gate, "F", (0, 1.5), (0.4, 1.72), gate),
        (output_gate, "O", (3.4, 5.4), (3.85, 5.1), gate),
    )
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _canvas(4.8, bottom=0.7)
        for place, letter, name, middle, colour in units:
            _unit(axes, place, letter, colour)
            _label(axes, middle, name)
        for place in (write, show, keep):
            _times(axes, place)
        _arrow(axes, node, write, end_radius=PRODUCT_RADIUS)
        _arrow(axes, write, state, start_radius=PRODUCT_RADIUS)
        _arrow(axes, state, show, end_radius=PRODUCT_RADIUS)
        _arrow(axes, show, output, start_radius=PRODUCT_RADIUS)
        for start, end in ((input_gate, write), (output_gate, show), (forget_gate, keep)):
            _arrow(axes, start, end, colour=gate, end_radius=PRODUCT_RADIUS)
        # Round from the state through the forget gate's product and back.
        _arrow(axes, state, keep, colour=SERIES[0], bend=-0.6, end_radius=PRODUCT_RADIUS)
        _arrow(axes, keep, state, colour=SERIES[0], bend=-0.6, start_radius=PRODUCT_RADIUS)
        for place, letter, start, middle, colour in weights:
            _arrow(axes, start, place, colour=colour, start_radius=0)
            _label(axes, middle, f"W{letter}, R{letter}", colour)
        return to_svg(figure, title)


def draw_one_hot(words: Sequence[str], different: Sequence[str], rows: np.ndarray, title: str) -> Markup:
    """Draw words or characters as the rows of a table of zeros and ones."""
    left = 0.13 * max(map(len, words)) + 0.4
    pitch = min(0.5, (WIDTH - left) / len(different))
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _canvas(pitch * len(words) + 0.35, left + pitch * len(different))
        for row, word in enumerate(words):
            y = pitch * (len(words) - row - 0.5)
            axes.text(left - 0.3, y, word, ha="right", va="center", fontsize=TEXT)
            for column, one in enumerate(rows[row]):
                x = left + pitch * column
                _box(axes, (x, y), str(one), SERIES[1], width=0.7 * pitch, height=0.7 * pitch, filled=bool(one))
        for column, name in enumerate(different):
            axes.text(left + pitch * column, pitch * len(words) + 0.05, name, ha="center", va="bottom", fontsize=TEXT)
        return to_svg(figure, title)


def _join_small_network(axes: Axes, labelled: bool = True) -> None:
    """Draw the units of the small network and the arrows from inputs to hidden units to the output."""
    for unit, start in enumerate(INPUT_PLACES):
        for hidden, end in enumerate(HIDDEN_PLACES):
            _arrow(axes, start, end)
            if labelled:
                _label(axes, _between(start, end, 0.34), _number(INPUT_TO_HIDDEN[unit, hidden]))
    for hidden, start in enumerate(HIDDEN_PLACES):
        _arrow(axes, start, OUTPUT_PLACE)
        if labelled:
            _label(axes, _between(start, OUTPUT_PLACE, 0.5), _number(HIDDEN_TO_OUTPUT[hidden]))
    for number, place in enumerate(INPUT_PLACES, start=1):
        _unit(axes, place, f"x{number}", INK)
    for number, place in enumerate(HIDDEN_PLACES, start=1):
        _unit(axes, place, f"h{number}", SERIES[0])
    _unit(axes, OUTPUT_PLACE, "y", INK)


def _canvas(height: float, width: float = WIDTH, bottom: float = 0.0) -> tuple[Figure, Axes]:
    """Return an empty figure whose coordinates are inches."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(bottom, bottom + height), aspect="equal")
    axes.axis("off")
    return figure, axes


def _unit(axes: Axes, place: Point, name: str, colour: str) -> None:
    axes.add_patch(Circle(place, RADIUS, facecolor=PAPER, edgecolor=colour, linewidth=2, zorder=3))
    axes.text(*place, name, ha="center", va="center", zorder=4, fontsize=TEXT)


def _times(axes: Axes, place: Point) -> None:
    axes.add_patch(Circle(place, PRODUCT_RADIUS, facecolor=PAPER, edgecolor=INK, linewidth=1.2, zorder=3))
    axes.text(*place, "×", ha="center", va="center", zorder=4, fontsize=TEXT)


def _box(
    axes: Axes, place: Point, name: str, colour: str, *, width: float = 0.84, height: float = 0.56, filled: bool = False
) -> None:
    corner = (place[0] - width / 2, place[1] - height / 2)
    style = f"round,pad=0,rounding_size={height / 8}"
    ground = colour if filled else PAPER
    axes.add_patch(
        FancyBboxPatch(corner, width, height, boxstyle=style, facecolor=ground, edgecolor=colour, lw=4 * height)
    )
    axes.text(*place, name, ha="center", va="center", zorder=4, fontsize=TEXT, color=PAPER if filled else INK)


def _arrow(
    axes: Axes,
    start: Point,
    end: Point,
    *,
    colour: str = INK,
    bend: float = 0.0,
    start_radius: float = RADIUS,
    end_radius: float = RADIUS,
) -> None:
    """Draw an arrow from the edge of one unit to that of another; the radii are those of the units."""
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=10,
            color=colour,
            linewidth=1.3,
            connectionstyle=f"arc3,rad={bend}",
            shrinkA=start_radius * POINTS,
            shrinkB=end_radius * POINTS,
            zorder=1,
        )
    )


def _loop(axes: Axes, place: Point, side: int, colour: str) -> None:
    """Draw an arrow from a unit to itself, above it (`side` 1) or below (-1)."""
    x, y = place
    axes.add_patch(
        FancyArrowPatch(
            (x - 0.22, y + 0.26 * side),
            (x + 0.22, y + 0.26 * side),
            arrowstyle="-|>",
            mutation_scale=10,
            color=colour,
            linewidth=1.3,
            connectionstyle=f"arc3,rad={-2 * side}",
            shrinkA=0,
            shrinkB=0,
            zorder=1,
        )
    )


def _label(axes: Axes, place: Point, text: str, colour: str = INK) -> None:
    """Draw a text on a box in the page's background colour, so that no arrow runs through it."""
    box = {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none"}
    axes.text(*place, text, ha="center", va="center", fontsize=TEXT, color=colour, bbox=box, zorder=2)


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))


def _number(weight: float) -> str:
    return f"{weight:.3f}".replace("-", "−")
