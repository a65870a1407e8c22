"""Charts as inline SVG in the page's own colours."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

import matplotlib
import pandas as pd
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, LogLocator, MaxNLocator, NullFormatter, PercentFormatter
from numpy.typing import ArrayLike

# Stand-ins that `to_svg` replaces with the page's own colours, which differ between light and dark mode.
INK, FAINT, PAPER = "#010101", "#020202", "#fefefd"
SERIES = ("#030301", "#030302", "#030303", "#030304", "#030305", "#030306")
PAGE_COLOURS = {INK: "var(--ink)", FAINT: "var(--rule)", PAPER: "var(--paper)"} | {
    colour: f"var(--series-{number})" for number, colour in enumerate(SERIES, start=1)
}
DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P")

# Width, height (inches) and size of the text (points) of a chart, by the class of its element: each text has 11 pixels
# or more in the narrowest place where `tables_and_charts.css` shows it.
WIDTHS = {"wide": (8.4, 3.4, 11.0), "narrow": (4.4, 3.1, 10.0)}

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_INSIDE = 3  # lines whose names are inside a chart; those of more are below it

SETTINGS = {
    "svg.fonttype": "none",  # text stays text, which can be searched and read aloud
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.unicode_minus": False,
    "grid.color": FAINT,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}


@dataclass(frozen=True)
class Line:
    """A line of a chart: `marked` shows each of its points, `apart` holds points (x, y) that are not joined to it."""

    label: str
    x: ArrayLike
    y: ArrayLike
    marked: bool = False
    apart: Sequence[tuple[float, float]] = ()


def draw_lines(
    lines: Sequence[Line],
    title: str,
    x_label: str,
    y_label: str,
    *,
    logarithmic: bool = False,
    logarithmic_y: bool = False,
    level: tuple[str, float | None] | None = None,
    shares: bool = False,
    cursor: Sequence[float] = (),
) -> Markup:
    """Draw lines, which differ by colour, dash and marker.

    `level` is the label and height of a horizontal line to compare with, which is left out if the height is None. With
    `shares`, heights from 0 to 1 are written in percent. With `cursor`, a page's script can move a vertical bar to each
    of these x: elements of class `cursor` list their places. `title` is for screen readers and is not drawn.
    """

    def plot(figure: Figure) -> None:
        axes = figure.add_subplot()
        for line, colour, dash, marker in zip(lines, cycle(SERIES), cycle(DASHES), cycle(MARKERS), strict=False):
            _plot_line(axes, line, colour, dash, marker)
        if level and level[1] is not None:
            axes.axhline(level[1], color=INK, linestyle=(0, (1, 2)), linewidth=1.5, label=level[0])
        axes.margins(x=0.03 if any(line.marked for line in lines) else 0)  # the axis ends with the data
        axes.set(xlabel=x_label, ylabel=y_label)
        axes.set(xscale="log" if logarithmic else "linear", yscale="log" if logarithmic_y else "linear")
        for axis in (axes.xaxis, axes.yaxis):
            _write_short_numbers(axis)
        if shares:
            axes.set_ylim(bottom=0)
            axes.yaxis.set_major_formatter(PercentFormatter(xmax=1, symbol=" %"))
        if many:
            figure.legend(loc="outside lower left")
        elif len(lines) > 1 or level:
            axes.legend()

    many = len(lines) > MOST_INSIDE
    return draw_at_all_widths(plot, title, cursor, height=1 + 0.07 * len(lines) if many else 1)


def draw_bars(values: pd.Series, title: str, y_label: str) -> Markup:
    """Draw a bar for each label of the index."""

    def plot(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.bar(values.index, values, color=SERIES[0])
        axes.grid(visible=False, axis="x")
        axes.margins(x=0.01)
        axes.set_ylabel(y_label)
        axes.yaxis.set_major_formatter(short)

    return draw_at_all_widths(plot, title)


def draw_histogram(counts: pd.Series, title: str, x_label: str, y_label: str) -> Markup:
    """Draw a bar at each value of the index, as high as its count."""

    def plot(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.bar(counts.index, counts, width=0.9, color=SERIES[0])
        axes.grid(visible=False, axis="x")
        axes.set_xlim(counts.index.min() - 0.5, counts.index.max() + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True, steps=(1, 2, 5, 10)))
        axes.yaxis.set_major_formatter(short)
        axes.set(xlabel=x_label, ylabel=y_label)

    return draw_at_all_widths(plot, title)


def draw_at_all_widths(
    plot: Callable[[Figure], None], title: str, cursor: Sequence[float] = (), *, height: float = 1.0
) -> Markup:
    """Draw a chart once for each of `WIDTHS`; `tables_and_charts.css` shows the one that fits its place.

    `plot` draws on an empty figure. `height` is relative to that of other charts.
    """
    drawn = []
    for name, (width, usual_height, font_size) in WIDTHS.items():
        with matplotlib.rc_context(SETTINGS | {"font.size": font_size}):
            figure = Figure(figsize=(width, height * usual_height), layout="constrained")
            plot(figure)
            svg = str(to_svg(figure, title, name))
            drawn.append(_with_cursor(svg, figure, cursor) if cursor else svg)
    return Markup("\n".join(drawn))


def _plot_line(axes: Axes, line: Line, colour: str, dash: str, marker: str) -> None:
    axes.plot(
        line.x,
        line.y,
        label=line.label,
        color=colour,
        linestyle=dash,
        linewidth=2,
        marker=marker if line.marked else None,
        markersize=5,
    )
    for point in line.apart:
        axes.plot(*point, color=colour, marker=marker, markersize=8, markerfacecolor="none", markeredgewidth=2)


def _write_short_numbers(axis: Axis) -> None:
    """Write short numbers at an axis; over three decades or more, only powers of ten."""
    if axis.get_scale() == "log":
        least, most = axis.get_data_interval()
        axis.set_major_locator(LogLocator(subs=(1, 2, 5) if most < 1000 * least else (1,)))
        axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(short)


def short(number: float, _: object = None) -> str:
    """Format a number for an axis: 10⁻⁶, 0.5, 20, 3k, 2M."""
    if number >= 1000:
        return EngFormatter(sep="")(number)
    mantissa, _, exponent = f"{number:g}".partition("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(RAISED)}".removeprefix("1 × ") if exponent else mantissa


def _with_cursor(drawn: str, figure: Figure, at: Sequence[float]) -> str:
    """Add a vertical bar at the first of some x. Places are in points of the SVG, whose y runs downwards."""
    (axes,) = figure.axes
    points = 72 / figure.dpi
    places = [f"{axes.transData.transform((x, 1))[0] * points:.1f}" for x in at]
    height, box = figure.get_figheight() * 72, axes.get_window_extent()
    ends = f'x1="{places[0]}" x2="{places[0]}" y1="{height - box.y1 * points:.1f}" y2="{height - box.y0 * points:.1f}"'
    bar = f'<line class="cursor" {ends} data-places="{" ".join(places)}"/>'
    return drawn.replace("</svg>", f"{bar}</svg>")


def to_svg(figure: Figure, title: str, kind: str = "") -> Markup:
    """Return a figure as an SVG element of a class, which scales with the page and shares no id with other charts."""
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": title + kind}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawn = re.sub(r'<g id="[^"]*"', "<g", buffer.getvalue())
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    for colour, replacement in PAGE_COLOURS.items():
        drawn = drawn.replace(colour, replacement)
    return Markup(drawn.replace("<svg ", f'<svg class="{kind}" role="img" aria-label="{escape(title)}" ', 1))
