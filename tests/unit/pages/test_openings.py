"""The few lines of a sample that the index shows."""

import pytest
from marked_samples import line, sample

from geetkar.pages.shared.openings import WIDTH, best_opening, opening_of, shortened


def test_the_opening_is_that_of_the_first_song():
    lines = [line("ek raat"), line(""), line("do din"), line("teen", new_song=True)]
    assert opening_of(sample(*lines)) == ["ek raat", "do din"]


def test_noise_is_cropped_to_four_lines_of_some_words():
    opening = opening_of(sample(*[line("kha ga " * 30)] * 9))
    assert len(opening) == 4 and all(len(each) <= WIDTH and each.endswith(" …") for each in opening)


def test_a_long_word_is_cut():
    assert shortened("k" * 100) == "k" * (WIDTH - 2) + " …"


def test_a_short_line_stays():
    assert shortened("ek raat") == "ek raat"


@pytest.mark.parametrize(
    "worse",
    [
        sample(line("ek raat")),
        sample(*[line("ek raat ki baat", copied={"song": "7"})] * 4),
        sample(*[line("ek raat kii baat", new=["kii"])] * 4),
        sample(*[line("raat " * 30)] * 4),
    ],
    ids=["short", "copied", "new words", "cut"],
)
def test_the_best_opening_has_whole_lines_of_its_own_in_known_words(worse):
    better = sample(*[line("ek raat ki baat")] * 4, seed=2)
    assert best_opening([worse, better], 0.7)["seed"] == 2
