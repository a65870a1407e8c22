"""What a reader does with the page of the audit, in headless Chromium from disk."""

import json
import time

import pytest
from made_up_results import AUDITED
from opened_page import open_page
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from geetkar.corpus.audit_answers import KINDS, read_answers, sum_up
from geetkar.workflow.files import read_lines

PAGE = "pages/corpus_audit.html"


@pytest.fixture
def page(browser, results):
    """Open the page as on the first day, without answers; a page may still see what another one just cleared."""

    def is_without_answers(browser):
        browser.execute_script("localStorage.clear()")
        return not answers(open_page(browser, results / PAGE))["songs"]

    open_page(browser, results / PAGE)
    WebDriverWait(browser, 10).until(is_without_answers)
    return browser


@pytest.fixture
def drawn(results):
    return read_lines(results / "audit.jsonl")


def visible(page, selector):
    return [each for each in page.find_elements("css selector", selector) if each.is_displayed()]


def press(page, keys):
    ActionChains(page).send_keys(keys).perform()


def answers(page):
    return json.loads(page.find_element("id", "json").get_attribute("value"))


def title(page):
    (heading,) = visible(page, ".audited h2")
    return heading.text


def signs(page):
    return [sign.text for sign in visible(page, ".sign")]


def test_one_song_is_shown_at_a_time(page):
    assert title(page).startswith("nadii ke paar 1 song 1 of 3")


def test_a_reader_goes_to_the_next_song_and_back(page):
    page.find_element("id", "next").click()
    assert title(page).startswith("nadii ke paar 2")
    page.find_element("id", "previous").click()
    assert title(page).startswith("nadii ke paar 1")


def test_a_reader_chooses_a_song_by_name(page):
    Select(page.find_element("id", "song")).select_by_visible_text("3. nadii ke paar 3")
    assert title(page).startswith("nadii ke paar 3")


def test_every_mark_is_shown(page):
    kinds = [sign.split(":")[0] for sign in signs(page)]
    assert kinds == ["mukhda", "cue", "repeated (", ") × 2", "english", "elision"]


def test_the_script_changes_and_english_does_not(page):
    page.find_element("css selector", "input[value=devanagari]").click()
    assert [line.text.split("\n")[-1] for line in visible(page, ".row .song")][1].split() == [
        "मेरा",
        "english",
        "pen",
        "खो",
        "गया",
    ]


def test_marks_are_the_same_in_every_script(page):
    before = signs(page)
    page.find_element("css selector", "input[value=roman]").click()
    assert signs(page) == before


def test_a_song_that_was_not_read_is_no_answer(page):
    visible(page, ".wrong")[0].click()
    assert answers(page)["songs"] == []


def test_a_song_that_is_right_is_answered_by_one_press(page, drawn):
    visible(page, ".read")[0].click()
    assert answers(page)["songs"] == [
        {
            "song": "1",
            "sha256": "ab",
            "lines": drawn[0]["lines"],
            "wrong": [],
            "missing_lines": 0,
            "metadata_wrong": False,
            "remark": "",
        }
    ]


def test_the_next_song_is_opened(page):
    visible(page, ".read")[0].click()
    assert title(page).startswith("nadii ke paar 2")


def test_the_progress_is_shown(page):
    visible(page, ".read")[0].click()
    assert page.find_element("id", "count").text == "1 of 3 songs read"
    assert page.find_element("id", "song").text.startswith("✓ 1.")


def test_a_reader_says_what_is_wrong(page):
    visible(page, ".wrong")[1].click()
    Select(visible(page, ".verdict select")[0]).select_by_visible_text(KINDS["english"])
    visible(page, ".metadata")[0].click()
    missing, remark = visible(page, ".missing")[0], visible(page, ".remark")[0]
    missing.clear()
    missing.send_keys("2")
    remark.send_keys("two songs in one\n")
    visible(page, ".read")[0].click()
    (song,) = answers(page)["songs"]
    assert song["wrong"] == [{"line": 1, "kind": "english"}]
    assert (song["missing_lines"], song["metadata_wrong"], song["remark"]) == (2, True, "two songs in one\n")


def test_an_error_can_be_taken_back(page):
    visible(page, ".wrong")[1].click()
    visible(page, ".wrong")[1].click()
    press(page, "r")
    assert answers(page)["songs"][0]["wrong"] == []


def test_lines_that_cannot_be_counted_are_not_taken(page):
    missing = visible(page, ".missing")[0]
    missing.clear()
    missing.send_keys("-5")
    visible(page, ".read")[0].click()
    assert answers(page)["songs"][0]["missing_lines"] == 0


def test_a_reader_needs_no_mouse(page):
    press(page, "jj ")  # the second line is wrong
    press(page, "j6")  # in the third, the cue
    press(page, "km")
    press(page, "r")
    (song,) = answers(page)["songs"]
    assert song["wrong"] == [{"line": 1, "kind": "words"}, {"line": 2, "kind": "cue"}]
    assert song["metadata_wrong"] and title(page).startswith("nadii ke paar 2")


def test_keys_walk_through_the_songs(page):
    press(page, "nnn")
    assert title(page).startswith("nadii ke paar 3")
    press(page, "p")
    assert title(page).startswith("nadii ke paar 2")


def test_keys_in_a_remark_are_only_written(page):
    visible(page, ".remark")[0].send_keys("mr nj")
    assert title(page).startswith("nadii ke paar 1") and not answers(page)["songs"]
    press(page, "\t\n")  # the button after the remark
    (song,) = answers(page)["songs"]
    assert song["remark"] == "mr nj" and not song["metadata_wrong"]


def test_answers_outlast_the_page(page, browser, results):
    press(page, "j4r")
    press(page, "m")
    again = open_page(browser, results / PAGE)
    assert title(again).startswith("nadii ke paar 2")
    assert [song["wrong"] for song in answers(again)["songs"]] == [[{"line": 0, "kind": "elision"}]]
    assert visible(again, ".metadata")[0].get_attribute("aria-pressed") == "true"


def test_damaged_answers_in_the_browser_do_not_stop_the_page(page, browser, results):
    browser.execute_script("localStorage.setItem(STORED, '{')")
    assert title(open_page(browser, results / PAGE)).startswith("nadii ke paar 1")


def test_answers_can_be_saved_and_summed_up(page, drawn, tmp_path):
    page.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    press(page, "j1r")
    press(page, "rr")
    page.find_element("id", "save").click()
    path = tmp_path / f"corpus_audit-{drawn[0]['draw']}.json"
    until = time.monotonic() + 30
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.05)
    summed = sum_up(read_answers([path], drawn), drawn)
    assert summed["answered"] == len(AUDITED) and summed["right"]["songs"]["count"] == 2


def test_answers_can_be_copied(page):
    permissions = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    page.execute_cdp_cmd("Browser.grantPermissions", permissions)
    press(page, "r")
    page.find_element("id", "copy").click()
    copied = page.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert json.loads(copied) == answers(page)


def test_where_nothing_can_be_copied_the_text_is_selected(page):
    page.execute_script("navigator.clipboard.writeText = () => Promise.reject()")
    page.find_element("id", "copy").click()
    assert page.execute_async_script("setTimeout(() => arguments[0](String(getSelection())), 100)").startswith("{")


def test_nothing_on_the_page_is_an_error(page):
    press(page, "j1jknpmr")
    assert page.get_log("browser") == []


@pytest.mark.parametrize("width", [390, 1280])
def test_lines_that_are_wrong_fit_the_window(page, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    press(page, "j1")
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
