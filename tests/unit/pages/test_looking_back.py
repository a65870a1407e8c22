"""The song of a model's page that is coloured by what the memory saves."""

import pytest

from geetkar.pages.model.looking_back import lines_of, mean_bits


def lines(text, saved):
    return lines_of({"text": text, "bits": [1.0] * len(text), "bits_without": [1.0 + each for each in saved]})


def test_neighbouring_characters_with_the_same_rounded_bits_are_one_stretch():
    (line,) = lines("raat", [0.2, 1.6, 2.4, -1.2])
    assert [(each.text, each.saved) for each in line] == [("r", 0), ("aa", 2), ("t", -1)]


def test_line_breaks_count_as_characters_and_are_not_shown():
    first, empty, second = lines("a\n\nb", [1, 4, 4, 2])
    assert [[(each.text, each.saved) for each in line] for line in (first, empty, second)] == [
        [("a", 1)],
        [],
        [("b", 2)],
    ]


def test_vowel_signs_and_conjuncts_are_not_separated():
    (line,) = lines("किक्या", [3, 1, 0, 0, 4, 0])
    assert [(each.text, each.saved) for each in line] == [("कि", 2), ("क्या", 1)]


@pytest.mark.parametrize(
    ("saved", "strength", "words"), [(2, 0.5, "about 2 bits fewer"), (-9, 1, "4 or more bits more")]
)
def test_a_stretch_says_what_its_colour_means(saved, strength, words):
    ((stretch,),) = lines("a", [saved])
    assert stretch.strength == strength and stretch.title.startswith(words)


def test_means_are_per_character_of_the_song():
    assert mean_bits({"bits": [1, 2], "bits_without": [3, 5]}) == {"with": 1.5, "without": 4.0}
