"""The first screen of the index: a song at growing ages of a network."""

import pytest
from opened_page import open_page
from selenium.webdriver.common.keys import Keys


@pytest.fixture
def page(browser, results):
    yield open_page(browser, results / "index.html")
    prefer_motion(browser, "no-preference")


def prefer_motion(browser, preference):
    features = [{"name": "prefers-reduced-motion", "value": preference}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def shown_ages(page):
    return [each.get_attribute("data-age") for each in page.find_elements("css selector", "p.shown")]


def test_the_song_plays_from_the_first_age(page):
    page.execute_script("clearInterval(playing); showAge(0)")
    seen = shown_ages(page)
    for _ in range(2):
        page.execute_script("playOn()")
        seen += shown_ages(page)
    assert seen == [f"after reading the songs {age}" for age in ("1½ times", "14 times", "143 times")]


def test_a_reader_who_prefers_no_motion_sees_the_last_age_at_once(browser, results):
    prefer_motion(browser, "reduce")
    page = open_page(browser, results / "index.html")
    assert shown_ages(page) == ["after reading the songs 143 times"]
    assert page.execute_script("return playing") is None


def test_the_slider_shows_another_age_and_says_which(page):
    page.execute_script("clearInterval(playing); showAge(2)")
    slider = page.find_element("id", "reading")
    slider.send_keys(Keys.ARROW_LEFT)
    assert shown_ages(page) == ["after reading the songs 14 times"] == [slider.get_attribute("aria-valuetext")]


def test_the_slider_stops_the_playing(page):
    page.execute_script("showAge(1)")
    page.find_element("id", "reading").send_keys(Keys.HOME)
    assert page.execute_async_script("setTimeout(() => arguments[0](reading.value), 2 * PAUSE)") == "0"


def test_the_song_can_be_read_in_another_script(page):
    page.execute_script("document.querySelector('#scripts input[value=devanagari]').click()")
    assert "नदी" in page.find_element("css selector", ".ages .song").get_attribute("textContent")


@pytest.mark.parametrize("place", [0, 2])
def test_the_controls_stay_where_they_are_at_every_age(place, page):
    page.execute_script("clearInterval(playing); showAge(1)")
    before = page.find_element("id", "reading").rect
    page.execute_script("showAge(arguments[0])", place)
    assert page.find_element("id", "reading").rect == before


def test_a_phone_shows_the_song_the_slider_and_the_buttons_at_once(browser, results):
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    page = open_page(browser, results / "index.html")
    ends = [
        element.rect["y"] + element.rect["height"]
        for element in page.find_elements("css selector", "h1, .lead, .ages, #reading, .does a")
    ]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert len(ends) == 7 and max(ends) < 844


def test_every_page_of_a_run_links_to_the_others_in_its_header(browser, results):
    for name in ("index.html", "pages/corpus.html", "pages/second/step-000100.html", "primer/index.html"):
        page = open_page(browser, results / name)
        links = page.find_elements("css selector", "nav.site a")
        assert [link.text for link in links] == ["Songs", "Write", "How it works", "Models", "Corpus"]
        assert links[1].get_attribute("href") == (results / "playground.html").as_uri()
