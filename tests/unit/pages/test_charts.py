"""Charts: reproducible bytes, the page's colours and escaped texts."""

import re

import pandas as pd
import pytest

from geetkar.pages.shared.charts import WIDTHS, Line, draw_bars, draw_histogram, draw_lines, short
from geetkar.pages.shared.loss_charts import points_of


def chart():
    return draw_lines([Line("a<b>", [1, 2], [3, 4]), Line("b", [1, 2], [4, 5])], "of <b>", "x", "y")


def test_a_chart_is_the_same_bytes_each_time():
    assert chart() == chart()


def test_a_chart_escapes_its_texts():
    assert "<b>" not in chart()


def test_a_chart_takes_the_pages_colours():
    assert "var(--series-1)" in chart() and "#0303" not in chart()


def test_an_unknown_value_is_not_drawn():
    line = Line("a", [1, 2], [0.1, 0.2])
    assert draw_lines([line], "t", "x", "y", level=("people", None)).count("<path") < draw_lines(
        [line], "t", "x", "y", level=("people", 0.5)
    ).count("<path")


def test_a_chart_has_a_size_and_a_name_for_screen_readers():
    drawn = draw_bars(pd.Series({"1950s": 3}), "Songs by decade", "songs")
    assert all(each in drawn for each in ("width=", "height=", 'aria-label="Songs by decade"'))


def test_a_model_with_only_cooled_checkpoints_can_be_drawn():
    checkpoints = pd.DataFrame({"cooled_from": [2, 2], "step": [4, 6], "real_words": [None, 0.5]})
    line = points_of("a", checkpoints, "step", "real_words")
    assert (list(line.x), list(line.apart)) == ([], [(6, 0.5)])
    assert "<svg" in draw_lines([line], "title", "x", "y")


def texts_of(drawn):
    """Return the texts of the first drawing of a chart."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn.split("</svg>")[0])


def test_a_chart_is_drawn_once_for_each_width():
    assert re.findall(r'<svg class="(\w+)"', chart()) == list(WIDTHS)


def test_two_drawings_of_a_chart_share_no_id():
    ids = re.findall(r' id="([^"]+)"', chart())
    assert ids and len(ids) == len(set(ids))


def test_large_numbers_at_an_axis_are_short():
    texts = texts_of(draw_lines([Line("a", [0, 2e6], [0, 4e6])], "t", "x", "y"))
    assert {"1M", "2M", "4M"} <= set(texts) and not any("e" in each for each in texts)


def test_years_at_an_axis_are_written_in_full():
    texts = texts_of(draw_histogram(pd.Series({1950: 2, 1960: 4}), "t", "year", "songs"))
    assert "1950" in texts and not any("k" in each for each in texts)


def test_a_bar_moves_over_both_drawings_of_a_chart():
    drawn = draw_lines([Line("a", [1, 2], [3, 4])], "t", "x", "y", cursor=[1, 2])
    assert drawn.count('class="cursor"') == len(WIDTHS)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (0.5, "0.5"), (20, "20"), (3000, "3k"), (1e-6, "10⁻⁶"), (2e-5, "2 × 10⁻⁵")]
)
def test_a_number_at_an_axis_is_short(number, text):
    assert short(number) == text


def test_the_names_of_many_lines_are_below_a_chart():
    few, many = (draw_lines([Line(str(n), [1, 2], [n, n]) for n in range(count)], "t", "x", "y") for count in (3, 4))
    assert 'height="244.8pt"' in few and 'height="244.8pt"' not in many
