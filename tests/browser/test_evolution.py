"""The page of a model: a reader goes through its checkpoints."""

import random
import shutil
from itertools import product

import pytest
from made_up_results import IN_SCRIPTS, MODELS, STEPS, draw_model_page, measure_model
from opened_page import open_page
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from test_pages import MODEL

MOST_BYTES = 100_000  # for each checkpoint


@pytest.fixture
def page(browser, results):
    return open_page(browser, results / MODEL / "index.html")


def shown(page):
    return page.find_element("id", "shown")


def headings(page):
    """Return the steps of the checkpoints that are shown, with what is said of them."""
    return [each.text for each in shown(page).find_elements("css selector", "h3 small")]


def choose(page, name, value):
    page.find_element("css selector", f"input[name={name}][value='{value}']").click()


def test_the_first_and_the_best_checkpoint_are_shown_side_by_side(page):
    assert headings(page) == ["step 10", "step 1,000, cooled, the best"]


def test_the_slider_moves_by_keyboard(page):
    page.find_element("id", "checkpoint").send_keys(Keys.ARROW_LEFT)
    assert headings(page) == ["step 10", "step 100"]


def test_the_slider_names_its_checkpoint(page):
    page.find_element("id", "checkpoint").send_keys(Keys.ARROW_LEFT)
    assert (
        page.find_element("id", "checkpoint").get_attribute("aria-valuetext")
        == "after reading the songs 14 times (step 100)"
    )


def test_any_two_checkpoints_can_be_shown_side_by_side(page):
    Select(page.find_element("id", "beside")).select_by_value("100")
    assert headings(page) == ["step 100", "step 1,000, cooled, the best"]


def test_one_checkpoint_can_be_shown_alone(page):
    Select(page.find_element("id", "beside")).select_by_value("")
    assert headings(page) == ["step 1,000, cooled, the best"]


def test_temperature_and_seed_choose_the_samples(page):
    choose(page, "temperature", "1.0")
    Select(page.find_element("id", "seed")).select_by_value("2")
    assert "s1000t1.0r2" in shown(page).text and "t0.5" not in shown(page).text and "r1" not in shown(page).text


def test_one_prime_text_is_shown_and_another_can_be_chosen(page):
    assert len(shown(page).find_elements("css selector", ".sample")) == 2
    choose(page, "prime", "1")
    assert [each.text.split()[0] for each in shown(page).find_elements("css selector", ".song")] == ["dil", "dil"]


def test_a_phone_shows_one_of_two_checkpoints_and_turns_to_the_other(browser, results):
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    page = open_page(browser, results / MODEL / "index.html")
    seen = [[each for each in headings(page) if each]]
    page.find_element("css selector", "#flip button").click()
    seen.append([each for each in headings(page) if each])
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert seen == [["step 1,000, cooled, the best"], ["step 10"]]


def test_the_controls_stay_in_their_place_while_it_plays(page):
    before = [page.find_element("id", each).rect for each in ("checkpoint", "play")]
    page.find_element("id", "play").click()
    assert [page.find_element("id", each).rect for each in ("checkpoint", "play")] == before


def test_the_bar_in_the_loss_curve_follows_the_slider(page):
    places = page.find_element("css selector", "svg .cursor").get_attribute("data-places").split()
    slider = page.find_element("id", "checkpoint")
    slider.send_keys(Keys.HOME)
    assert page.find_element("css selector", "svg .cursor").get_attribute("x1") == places[0]


def test_it_plays_from_the_first_checkpoint_to_the_last(page):
    # The clock is the test's: a browser on a busy machine may be late for its own.
    page.execute_script("window.setInterval = (step) => { window.stepOnce = step; return 1; }")
    page.find_element("id", "play").click()
    seen = [headings(page)[-1]]
    for _ in STEPS[1:]:
        page.execute_script("window.stepOnce()")
        seen.append(headings(page)[-1].partition(", ")[0])
    assert seen == ["step 10", "step 100", "step 1,000"]


@pytest.mark.parametrize("script", ["itrans", "devanagari"])
def test_songs_are_shown_in_another_script(page, script):
    choose(page, "script", script)
    assert IN_SCRIPTS[script].splitlines()[0] in shown(page).text


def test_songs_come_back_to_their_own_script(page):
    before = shown(page).text
    choose(page, "script", "devanagari")
    choose(page, "script", "roman")
    assert shown(page).text == before


def test_letters_of_rhymes_are_the_same_in_every_script(page):
    letters = [letter.text for letter in shown(page).find_elements("css selector", ".letter")]
    choose(page, "script", "devanagari")
    assert [letter.text for letter in shown(page).find_elements("css selector", ".letter")] == letters != []


def test_another_checkpoint_stays_in_the_chosen_script(page):
    choose(page, "script", "devanagari")
    page.find_element("id", "checkpoint").send_keys(Keys.HOME)
    assert IN_SCRIPTS["devanagari"].splitlines()[0] in shown(page).text


def test_the_song_that_a_line_was_copied_from_is_named(page):
    assert "copied from" in shown(page).text and "1957" in shown(page).text


def test_lines_that_rhyme_have_a_letter_that_explains_the_rhyme(page):
    letter = shown(page).find_element("css selector", ".letter")
    assert "suhaana" in letter.get_attribute("title") and "jaana" in letter.get_attribute("title")


def test_a_mark_that_is_tapped_shows_its_reason(page):
    letter = shown(page).find_element("css selector", ".letter")
    page.execute_script("arguments[0].click()", letter)
    assert page.find_element("id", "evidence").text == f"{letter.text}: {letter.get_attribute('title')}"


def test_songs_are_printed_without_the_controls(page):
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden = not page.find_element("id", "evolution").is_displayed()
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert hidden and shown(page).is_displayed()


def test_a_table_sorts_by_the_heading_that_is_pressed(browser, results):
    page = open_page(browser, results / "pages/costs.html")
    names = [row.text for row in page.find_elements("css selector", "tbody th")]
    heading = page.find_element("css selector", "table.sortable thead button")
    heading.click()
    heading.click()
    assert [row.text for row in page.find_elements("css selector", "tbody th")] == sorted(names, reverse=True)


def many_samples(model, step):
    """Return as many samples as the configuration requests, in which new words become rarer and rarer."""
    dice = random.Random(step)
    known, new = IN_SCRIPTS["roman"].split(), "aeioukgtdnpbmyrlsh"

    def word():
        return "".join(dice.choices(new, k=5)) if dice.random() < 0.15 + 7 / step else dice.choice(known)

    def text():
        return "\n".join(" ".join(word() for _ in range(6)) for _ in range(14))

    asked = product(("", "dil", "raat"), (0.5, 1.0), range(1, 6))
    return {
        "model": model["name"],
        "step": step,
        "samples": [
            {"prime": prime, "temperature": temperature, "seed": seed, "text": f"{prime} {text()}"}
            for prime, temperature, seed in asked
        ],
    }


def test_a_page_of_many_checkpoints_is_light(browser, results, tmp_path):
    copied, steps = shutil.copytree(results, tmp_path / "results"), range(50, 550, 50)
    model = {**MODELS[0], "name": "long"}
    path = draw_model_page(copied, model, measure_model(copied, model, steps, many_samples))
    page = open_page(browser, path)
    assert len(page.find_elements("css selector", "#beside option")) == len(steps) + 1
    assert path.stat().st_size < MOST_BYTES * len(steps)
