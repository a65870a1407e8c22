"""What a visitor sees inside of a network, in headless Chromium from disk."""

import math

import numpy as np
import pytest
from desk import choose, element, press, type_line, wait
from made_up_playground import HOSTILE, MODELS, memory_of, vocabulary_of
from selenium.webdriver.common.keys import Keys

from geetkar.memory.memory import rows_of
from geetkar.sampling.decoding import SONG_START


def look(page, model, *lines):
    """Write some lines, and look inside of a network as it reads them."""
    choose(page, model)
    for number, line in enumerate(lines):
        if number:
            press(page, "add")
        type_line(page, number, line, Keys.TAB)
    press(page, "tab_inside")
    wait(page)
    return page


def shown(page):
    """Return the text of each element of the song that was read."""
    return page.execute_script("return [...document.querySelectorAll('#letters span')].map((each) => each.textContent)")


def pick(page, number):
    page.execute_script("document.querySelectorAll('#letters span')[arguments[0]].click()", number)


def bars(page):
    """Return the names, lengths and shares of the likeliest next units, without the memory's."""
    script = """
        return [...document.querySelectorAll("#next li")].map((item) => [
            item.querySelector(".label").textContent,
            Number(item.querySelector(".length").style.getPropertyValue("--length")),
            item.querySelector(".number").textContent,
        ]);
    """
    return page.execute_script(script)


FORWARD = MODELS[0]["name"]


def test_the_song_is_clean_until_somebody_looks_inside(page):
    type_line(page, 0, "raat")
    assert not element(page, "letters").is_displayed() and not page.find_elements(
        "css selector", "#letters .high, #letters .low"
    )


def test_a_clicked_letter_lists_what_could_come_next(page):
    look(page, FORWARD, "raat")
    pick(page, 1)
    assert element(page, "title").text == "What could come after “ra”"
    assert element(page, "came").text.startswith("Then comes: a (")
    assert len(bars(page)) == 6 and bars(page)[0][1] == 1


def test_a_moved_temperature_moves_the_bars(page):
    look(page, FORWARD, "raat")
    before = bars(page)
    script = "const range = byId('temperature'); range.value = arguments[0]; range.dispatchEvent(new Event('input'))"
    page.execute_script(script, 1.1)
    after = bars(page)
    assert [name for name, *_ in after] == [name for name, *_ in before] and after[-1][1] > before[-1][1]


def test_letters_are_walked_by_arrow_keys(page):
    look(page, FORWARD, "raat raat")
    pick(page, 2)
    for key, title in ((Keys.ARROW_RIGHT, "after “raat”"), (Keys.ARROW_LEFT, "after “raa”"), (Keys.HOME, "after “r”")):
        page.switch_to.active_element.send_keys(key)
        assert element(page, "title").text.endswith(title)
    reachable = page.find_elements("css selector", "#letters [tabindex='0']")
    assert reachable == [page.switch_to.active_element]


def test_a_place_shows_what_the_memory_proposed_and_how_far_it_was_trusted(page):
    look(page, "lstm_embedding_remembers", "raat raat raat")
    pick(page, 12)
    script = "return [...document.querySelectorAll('#next li')].map((each) => each.innerText.split(/\\s*\\n\\s*/))"
    found = {name: share for name, _, memory, share in page.execute_script(script) if memory == "memory"}
    model = next(each for each in MODELS if each["name"] == "lstm_embedding_remembers")
    vocabulary = vocabulary_of(model)
    row = rows_of(memory_of(model), np.array(vocabulary.encode(SONG_START + "raat raat raa_")))[-1]
    letters = [name for name in found if len(name) == 1]
    expected = {letter: math.exp(-int(row[vocabulary.numbers[letter]]) / 16) for letter in letters}
    assert len(found) == 6 and letters
    assert all(
        found[each] == ("< 1 %" if share < 0.01 else f"{share:.0%}".replace("%", " %"))
        for each, share in expected.items()
    )
    assert element(page, "trust").text.startswith("Trust in the memory here: ")


def test_a_network_without_a_memory_shows_none(page):
    look(page, FORWARD, "raat")
    assert not element(page, "trust").is_displayed() and not page.find_elements("css selector", ".remembered")


def test_vowel_signs_share_an_element_with_their_letters(page):
    assert shown(look(page, "letters", "किनारे"))[:3] == ["कि", "ना", "रे"]


def test_vowel_signs_read_before_their_letters_share_an_element_with_them(page):
    assert [each for each in shown(look(page, "backward_letters", "किनारे")) if each.strip()] == ["कि", "ना", "रे"]


def test_a_backward_line_is_shown_as_it_is_sung(page):
    assert "".join(shown(look(page, "backward", "nadi kinaare dil"))).strip() == "nadi kinaare dil"


def test_a_letter_read_from_the_end_of_its_line_comes_before_the_others(page):
    look(page, "backward", "nadi kinaare dil")
    pick(page, 10)
    assert element(page, "title").text == "What could come before “re dil”"
    assert element(page, "came").text.startswith("Then comes: a (")


def test_a_plan_is_shown_before_each_line(page):
    look(page, "planned", "nadi dil", "raat")
    codes = page.execute_script(
        "return [...document.querySelectorAll('#letters span')].map((each) => each.dataset.code ?? '')"
    )
    kinds = ("012345678", "0123", "0123", "xabcdefgh")
    starts = [place for place, code in enumerate(codes) if code and not codes[place - 1]]
    assert len(starts) == 2
    assert all(codes[start + place] in kind for start in starts for place, kind in enumerate(kinds))


def test_a_cell_colours_the_letters_and_only_clear_ones_are_offered(page):
    look(page, FORWARD, "raat nadi raat")
    options = page.find_elements("css selector", "#cell option")
    assert len(options) == 2 and HOSTILE in options[1].get_attribute("textContent")
    assert page.find_elements("css selector", "#letters .high, #letters .low")
    page.execute_script("byId('cell').selectedIndex = 0; byId('cell').dispatchEvent(new Event('change'))")
    assert not page.find_elements("css selector", "#letters .high, #letters .low")


@pytest.mark.parametrize("model", [FORWARD, "words", "songwriter"])
def test_a_changed_song_is_read_again(model, page):
    look(page, model, "raat")
    press(page, "add")
    type_line(page, 1, "nadi", Keys.TAB)
    page.execute_script("clearTimeout(at.pausing); lookInside()")
    wait(page)
    assert "nadi" in "".join(shown(page))
