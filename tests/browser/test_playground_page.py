"""What a visitor does with the playground, in headless Chromium from disk."""

import math
import re
import time

import numpy as np
import pytest
from axe_core_python.selenium import Axe
from made_up_playground import HOSTILE, MODELS, memory_of, vocabulary_of
from made_up_verse import spellings_of, text_of
from opened_page import requested
from selenium.webdriver.support.wait import WebDriverWait

from geetkar.corpus.song_text import SONG_BREAK, verses_of
from geetkar.memory.memory import rows_of
from geetkar.sampling.decoding import SONG_START
from geetkar.verse.plans import plan_of


def element(page, name):
    return page.find_element("id", name)


def click(page, name):
    page.execute_script("arguments[0].click()", element(page, name))


def choose_form(page, number):
    """Choose a form by its number in the list, in which 0 is for none."""
    form = element(page, "form")
    page.execute_script("arguments[0].selectedIndex = arguments[1]", form, number)
    page.execute_script("arguments[0].dispatchEvent(new Event('change'))", form)


def fill(page, name, value):
    page.execute_script("arguments[0].value = arguments[1]", element(page, name), value)


def wait_until_written(page):
    WebDriverWait(page, 120).until(lambda page: element(page, "pause").text == "Continue")
    return element(page, "heard").get_attribute("textContent")


def test_a_song_is_written_until_the_page_pauses_and_goes_on(page):
    click(page, "another")
    text = wait_until_written(page)
    assert len(text) >= 500 and text == element(page, "song").get_attribute("textContent")
    click(page, "pause")
    assert wait_until_written(page).startswith(text)


def test_a_visitor_stops_the_writing(page):
    page.execute_script("document.getElementById('pace').value = 'slow'")
    click(page, "another")
    WebDriverWait(page, 120).until(lambda page: element(page, "song").text)
    click(page, "pause")
    text = element(page, "song").get_attribute("textContent")
    time.sleep(0.3)
    assert element(page, "song").get_attribute("textContent") == text and 0 < len(text) < 500


def test_a_prime_text_of_markup_is_shown_as_text(page):
    element(page, "prime").send_keys(HOSTILE)
    click(page, "another")
    assert wait_until_written(page).startswith(HOSTILE)
    assert element(page, "song").text.startswith("</script>") and page.title != "broken"
    assert not page.find_elements("css selector", "main img")


def test_an_unknown_character_of_a_prime_text_is_named_once(page):
    element(page, "prime").send_keys("qaq")
    click(page, "another")
    wait_until_written(page)
    assert element(page, "message").text.count("“q”") == 1
    assert len(page.find_elements("css selector", "#song .unknown")) == 2


def test_a_clicked_letter_lists_what_could_come_next(page):
    element(page, "prime").send_keys("raat")
    click(page, "another")
    wait_until_written(page)
    page.execute_script("document.querySelectorAll('#song span')[1].click()")
    assert "“ra”" in element(page, "title").text
    assert element(page, "came").text.startswith("Then came: a (") and "given by you" in element(page, "came").text
    shares = page.execute_script(
        "return [...document.querySelectorAll('#next .number')].map((each) => each.textContent)"
    )
    assert len(shares) == 10


def test_a_place_shows_what_the_memory_proposed_and_how_far_it_was_trusted(page):
    page.execute_script("geetkar.choose('lstm_embedding_remembers', 10)")
    element(page, "prime").send_keys("raat raat raa")
    click(page, "another")
    wait_until_written(page)
    page.execute_script("document.querySelectorAll('#song span')[12].click()")
    script = "return [...document.querySelectorAll('#next li')].map((each) => each.innerText.split(/\\s*\\n\\s*/))"
    shown = {name: share for name, _, memory, share in page.execute_script(script) if memory == "memory"}
    model = next(each for each in MODELS if each["name"] == "lstm_embedding_remembers")
    vocabulary = vocabulary_of(model)
    row = rows_of(memory_of(model), np.array(vocabulary.encode(SONG_START + "raat raat raa_")))[-1]
    letters = [name for name in shown if len(name) == 1]
    expected = {letter: math.exp(-int(row[vocabulary.numbers[letter]]) / 16) for letter in letters}
    assert len(shown) == 10 and letters
    assert all(
        shown[each] == ("under 1 %" if share < 0.01 else f"{share:.0%}".replace("%", " %"))
        for each, share in expected.items()
    )
    assert element(page, "trust").text.startswith("Trust in the memory here: ")


def test_a_network_without_a_memory_shows_none(page):
    click(page, "another")
    wait_until_written(page)
    assert not element(page, "trust").is_displayed() and not page.find_elements("css selector", ".remembered")


def test_the_place_is_moved_by_the_keyboard(page):
    click(page, "another")
    wait_until_written(page)
    before = element(page, "title").text
    element(page, "place").send_keys("\ue012")  # the left arrow
    assert element(page, "title").text != before
    assert element(page, "place").get_attribute("aria-valuetext").startswith(element(page, "title").text)


def test_vowel_signs_share_an_element_with_their_letters(page):
    page.execute_script("geetkar.choose('letters', 10)")
    element(page, "prime").send_keys("किनारे")
    click(page, "another")
    wait_until_written(page)
    shown = page.execute_script("return [...document.querySelectorAll('#song .prime')].map((each) => each.textContent)")
    assert shown == ["कि", "ना", "रे"]


def test_a_backward_song_is_shown_as_it_is_sung(page):
    page.execute_script("geetkar.choose('backward', 10)")
    element(page, "prime").send_keys("raat kaa diip")
    click(page, "another")
    text = wait_until_written(page)
    assert text.startswith("raat kaa diip\n") and text == element(page, "song").get_attribute("textContent")


def test_a_letter_written_from_the_end_of_its_line_comes_before_the_others(page):
    page.execute_script("geetkar.choose('backward', 10)")
    element(page, "prime").send_keys("raat kaa diip")
    click(page, "another")
    wait_until_written(page)
    page.execute_script("document.querySelectorAll('#song span')[10].click()")
    assert element(page, "title").text == "What could come before “iip”"
    assert element(page, "came").text.startswith("Then came: d (")


def test_vowel_signs_written_before_their_letters_share_an_element_with_them(page):
    page.execute_script("geetkar.choose('backward_letters', 10)")
    choose_form(page, 0)
    element(page, "prime").send_keys("किनारे")
    click(page, "another")
    wait_until_written(page)
    shown = page.execute_script("return [...document.querySelectorAll('#song .prime')].map((each) => each.textContent)")
    assert shown == ["कि", "ना", "रे", "\n"]


def test_a_plan_is_drawn_and_shown_before_each_given_line(page):
    page.execute_script("geetkar.choose('planned', 10)")
    choose_form(page, 0)
    element(page, "prime").send_keys("raat kaa diip\nraat")
    click(page, "another")
    assert wait_until_written(page).startswith("raat kaa diip\nraat\n")
    shown = page.execute_script(
        "return [...document.querySelectorAll('#song span')].map((each) => each.dataset.code ?? each.textContent)"
    )
    for plan in (shown[:4], shown[18:22]):
        kinds = ("012345678", "0123", "0123", "xabcdefgh")
        assert [code in kind for code, kind in zip(plan, kinds, strict=True)] == [True] * 4


def test_what_a_code_means_is_said(page):
    page.execute_script("geetkar.choose('planned', 10)")
    choose_form(page, 0)
    element(page, "prime").send_keys("raat")
    click(page, "another")
    wait_until_written(page)
    page.execute_script("document.querySelectorAll('#song span')[0].click()")
    assert re.fullmatch(r"Then came: (no refrain|refrain \d of its rhyme) \(.+ %\)\.", element(page, "came").text)


def lines_of_song(page):
    """Return the lines of the song, each with its letter in the margin."""
    script = (
        "return [...document.querySelectorAll('#song span')].map((each) => [each.dataset.letter, each.textContent])"
    )
    lines = []
    for letter, text in page.execute_script(script):
        lines += [[letter, ""]] if letter else []
        if lines and text != "\n":
            lines[-1][1] += text
    return lines


def test_a_song_of_a_form_has_the_letters_of_its_scheme_in_the_margin(page):
    page.execute_script("geetkar.choose('songwriter', 10)")
    fill(page, "verses", "Aa bA2aA2")
    click(page, "another")
    text = wait_until_written(page)
    lines = lines_of_song(page)
    assert [letter for letter, _ in lines] == ["A", "a", "b", "A2", "a", "A2"]
    assert [line for _, line in lines] == [line for line in text.split("\n") if line] and lines[3][1] == lines[5][1]
    assert not element(page, "pause").is_enabled()


def test_the_forms_of_the_configuration_can_be_chosen(page):
    page.execute_script("geetkar.choose('songwriter', 10)")
    options = [option.text for option in element(page, "form").find_elements("css selector", "option")]
    assert options[1:] == ["couplets", "like people", "refrain", "a form of your own"]
    choose_form(page, 3)
    click(page, "another")
    assert wait_until_written(page).startswith("nadi kinaare dil hai\n")
    assert all(line.endswith(" hai") for _, line in lines_of_song(page))


def test_a_song_is_written_to_the_plan_of_one_of_people(page):
    page.execute_script("geetkar.choose('songwriter', 10)")
    choose_form(page, 2)
    assert not element(page, "verses").is_displayed()
    click(page, "another")
    wait_until_written(page)
    verses = verses_of(text_of("roman").split(SONG_BREAK)[2])  # of the seed
    letters = [line.letter for line in plan_of(verses, spellings_of("roman").sounds)]
    assert [letter for letter, _ in lines_of_song(page)] == letters


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("verses", "a?a", "The form 'a?a': '?' at place 2 is no letter;"),
        ("radif", "q", "`radif` 'q': the network does not know the letter 'q';"),
        ("first_line", "nadi kinare", "`first_line` 'nadi kinare': fewer than 3 words"),
    ],
)
def test_wrong_input_is_said_at_its_field(field, value, message, page):
    page.execute_script("geetkar.choose('songwriter', 10)")
    fill(page, field, value)
    click(page, "another")
    said = element(page, f"wrong_{field}")
    assert said.text.startswith(message) and said.is_displayed()
    assert element(page, field).get_attribute("aria-invalid") == "true" and not element(page, "song").text
    fill(page, field, "aa" if field == "verses" else "")
    click(page, "another")
    wait_until_written(page)
    assert not said.is_displayed()


def test_a_network_without_plans_offers_no_form(page):
    assert not element(page, "form").is_displayed() and element(page, "prime").is_displayed()


def test_a_cell_colours_the_song_and_only_clear_ones_are_offered(page):
    click(page, "another")
    wait_until_written(page)
    assert len(page.find_elements("css selector", "#cell option")) == 2
    assert page.find_elements("css selector", "#song .high, #song .low")
    page.execute_script(
        "const cell = document.getElementById('cell'); cell.value = ''; cell.dispatchEvent(new Event('change'))"
    )
    assert not page.find_elements("css selector", "#song .high, #song .low")


def test_every_control_has_a_label(page):
    controls = page.find_elements("css selector", "main select, main input, main textarea")
    assert controls and all(page.execute_script("return arguments[0].labels.length", each) == 1 for each in controls)


@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_fits_its_window(width, page):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    click(page, "another")
    wait_until_written(page)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_the_page_requests_nothing_from_the_network_and_logs_no_error(opened):
    asked = requested(opened)
    assert asked and all(url.startswith(("file:", "data:")) for url in asked)
    assert opened.get_log("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_passes_an_accessibility_checker(page, scheme):
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    click(page, "another")
    wait_until_written(page)
    assert [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page)["violations"]] == []
