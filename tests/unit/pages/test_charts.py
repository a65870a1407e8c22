"""Charts: reproducible bytes, the page's colours and escaped texts."""

import pandas as pd

from geetkar.pages.shared.charts import Line, draw_bars, draw_lines
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
