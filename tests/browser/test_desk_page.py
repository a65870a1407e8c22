"""The desk as a page: undo, its address, copies, keys, phones, hostile text; in headless Chromium from disk."""

import time

import pytest
from desk import (
    cards_of,
    choose,
    choose_form,
    element,
    field,
    fill,
    letters_of,
    lines_of,
    press,
    said,
    see_at,
    suggest,
    type_line,
    wait,
    write,
    write_scheme,
)
from made_up_playground import HOSTILE
from opened_page import barriers, requested
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait


@pytest.fixture
def desk(page):
    """Return the page with a network that keeps to forms, and a blank sheet."""
    page.execute_script("localStorage.clear(); history.replaceState(null, '', '#')")
    see_at(page, 1440)
    yield choose(page)
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture
def phone(desk):
    """Return the page on a phone."""
    see_at(desk, 390)
    return desk


def address_of(page):
    """Return the address when it has the sheet."""
    time.sleep(0.5)
    return page.current_url


def in_a_fresh_tab(page, address, look):
    """Open an address in a tab of its own, and return what `look` returns there."""
    before = page.current_window_handle
    page.switch_to.new_window("tab")
    try:
        page.get(address)
        return look(page)
    finally:
        page.close()
        page.switch_to.window(before)


def test_undo_and_redo_cover_everything(desk):
    write_scheme(desk, "aabb")
    states = [lines_of(desk)]
    states.append(write(desk))
    field(desk, 1)
    press(desk, "remove")
    states.append(lines_of(desk))
    fill(desk, "temperature", "1.1")
    press(desk, "undo")
    assert element(desk, "temperature").get_attribute("value") == "0.7"
    for state in reversed(states[:-1]):
        press(desk, "undo")
        assert lines_of(desk) == state
    for state in states[1:]:
        press(desk, "redo")
        assert lines_of(desk) == state


def test_control_and_z_undo_outside_of_a_text_that_is_typed(desk):
    write_scheme(desk, "aabb")
    lines = write(desk)
    field(desk, 1).send_keys("q")
    ActionChains(desk).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    assert lines_of(desk) == lines
    desk.execute_script("document.activeElement.blur()")
    ActionChains(desk).key_down(Keys.CONTROL).send_keys("z").send_keys("z").key_up(Keys.CONTROL).perform()
    assert not any(lines_of(desk))
    ActionChains(desk).key_down(Keys.CONTROL).send_keys("y").key_up(Keys.CONTROL).perform()
    assert lines_of(desk) == lines


def test_the_address_has_the_song_and_its_settings(desk):
    write_scheme(desk, "aa xa")
    fill(desk, "radif", "hai")
    fill(desk, "temperature", "0.9")
    write(desk)
    type_line(desk, 2, "raat <b>", Keys.TAB)
    expected = (lines_of(desk), letters_of(desk), "0.9", "hai", "songwriter")

    def look(page):
        values = [element(page, name).get_attribute("value") for name in ("temperature", "radif")]
        return lines_of(page), letters_of(page), *values, page.execute_script("return sheetNow().writer")

    assert in_a_fresh_tab(desk, address_of(desk), look) == expected


def test_a_reloaded_page_has_its_song(desk):
    write_scheme(desk, "aabb")
    lines = write(desk)
    address_of(desk)
    desk.refresh()
    assert lines_of(desk) == lines


def test_a_page_opened_anew_has_the_song_that_was_kept(desk):
    lines = write(desk)
    address = address_of(desk).split("#")[0]
    assert element(desk, "saved").text == "Kept in this browser"
    assert in_a_fresh_tab(desk, address, lines_of) == lines


def test_a_link_that_is_opened_in_the_same_tab_is_shown(desk):
    lines = write(desk)
    link = address_of(desk)
    press(desk, "begin_anew")
    address_of(desk)
    desk.execute_script("location.hash = arguments[0]", link.split("#")[1])
    WebDriverWait(desk, 10).until(lambda page: lines_of(page) == lines)


@pytest.mark.parametrize("fragment", ["nonsense", "%3Cimg%20src=x%20onerror=alert(1)%3E", "WzIsInciXQ", "a" * 150_000])
def test_a_wrong_address_gives_one_message_and_a_blank_sheet(fragment, desk):
    address = address_of(desk).split("#")[0]
    message, lines = in_a_fresh_tab(desk, f"{address}#{fragment}", lambda page: (said(page), lines_of(page)))
    assert message.startswith("The ") and "address" in message and not any(lines)


def test_an_unknown_writer_in_an_address_is_replaced_and_named(desk):
    type_line(desk, 0, "raat", Keys.TAB)
    script = "return encodeSheet({ ...sheetNow(), writer: '<b>nobody</b>', form: 'sonnet' })"
    address = f"{address_of(desk).split('#')[0]}#{desk.execute_script(script)}"
    message, lines = in_a_fresh_tab(desk, address, lambda page: (said(page), lines_of(page)))
    assert message == "This page has no writer called “<b>nobody</b>”; another one is chosen." and lines == ["raat"]


def test_a_browser_that_keeps_nothing_disturbs_nobody(desk):
    desk.execute_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    try:
        lines = write(desk)
        address_of(desk)
        assert all(lines) and element(desk, "saved").text == ""
    finally:
        desk.refresh()


def test_markup_in_lines_is_shown_as_text(desk):
    type_line(desk, 0, HOSTILE)
    behind = desk.find_element("css selector", "#lines .behind")
    assert behind.get_attribute("textContent") == HOSTILE and desk.title != "broken"
    assert not desk.find_elements("css selector", "main img")


def test_the_song_is_copied_with_blank_lines_between_verses(desk):
    write_scheme(desk, "aa bb")
    lines = write(desk)
    copied = desk.execute_async_script(
        """
        const done = arguments[arguments.length - 1];
        navigator.clipboard.writeText = async (text) => done(text);
        byId("copy").click();
        """
    )
    assert copied == "\n".join([*lines[:2], "", *lines[2:]])
    WebDriverWait(desk, 10).until(lambda page: said(page) == "The song is copied.")


def test_the_song_is_copied_in_another_script(desk):
    type_line(desk, 0, "nadi kinaare", Keys.TAB)
    copied = desk.execute_async_script(
        """
        const done = arguments[arguments.length - 1];
        navigator.clipboard.writeText = async (text) => done(text);
        byId("copy_other").click();
        """
    )
    assert element(desk, "copy_other").text == "Copy in Devanagari" and copied == "नदी किनारे"


def test_a_browser_that_forbids_the_clipboard_copies_a_selection(desk):
    write(desk)
    desk.execute_script(
        """
        navigator.clipboard.writeText = async () => { throw new DOMException("forbidden", "NotAllowedError"); };
        document.addEventListener("copy", () => { window.selected = document.activeElement.value; });
        """
    )
    press(desk, "copy")
    WebDriverWait(desk, 10).until(lambda page: page.execute_script("return window.selected"))
    assert desk.execute_script("return window.selected") == desk.execute_script("return textOfSheet(sheetNow())")


def test_the_song_is_saved_as_a_text_file(desk, tmp_path):
    desk.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    write_scheme(desk, "aa bb")
    lines = write(desk)
    press(desk, "download")
    WebDriverWait(desk, 20).until(lambda _: (tmp_path / "song.txt").exists())
    assert (tmp_path / "song.txt").read_text() == "\n".join([*lines[:2], "", *lines[2:], ""])


def test_only_the_song_is_printed(desk):
    write_scheme(desk, "aabb")
    lines = write(desk)
    desk.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert [line for line in desk.find_element("tag name", "body").text.split("\n") if line] == lines
    finally:
        desk.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def said_of_line(page, number):
    return page.find_elements("css selector", "#lines textarea")[number].get_attribute("aria-label")


def focused(page):
    return page.switch_to.active_element


def tab_to(page, identifier):
    """Press Tab until an element is reached."""
    for _ in range(40):
        if focused(page).get_attribute("id") == identifier:
            return focused(page)
        focused(page).send_keys(Keys.TAB)
    message = f"Tab does not reach {identifier}"
    raise AssertionError(message)


def test_a_song_is_written_by_keys_alone(desk):
    choose_form(desk, "couplets")
    desk.execute_script("document.activeElement.blur()")
    desk.execute_script("document.querySelector('#forms :checked').focus()")
    tab_to(desk, "radif").send_keys("hai", Keys.ENTER)
    wait(desk)
    lines = lines_of(desk)
    assert all(lines) and lines[0].endswith(" hai")
    field(desk, 0).send_keys(Keys.ARROW_DOWN)
    assert focused(desk).get_attribute("aria-label").startswith("Line 2 of 4, rhymes with line 1")
    focused(desk).send_keys(Keys.CONTROL, Keys.ENTER)
    wait(desk)
    focused(desk).send_keys(Keys.TAB)
    offered = focused(desk).find_element("css selector", ".text").text
    focused(desk).send_keys(Keys.ENTER)
    assert lines_of(desk)[1] == offered


def test_the_buttons_of_a_line_are_reached_by_keys(desk):
    write_scheme(desk, "aabb")
    write(desk)
    field(desk, 1).send_keys(Keys.TAB)
    tab_to(desk, "keep").send_keys(Keys.ENTER)
    assert said_of_line(desk, 1).endswith(", kept")
    focused(desk).send_keys(Keys.ESCAPE)
    assert focused(desk).get_attribute("aria-label") == said_of_line(desk, 1)


def test_tabs_are_walked_by_arrow_keys(desk):
    desk.execute_script("byId('tab_line').focus()")
    focused(desk).send_keys(Keys.ARROW_RIGHT)
    assert focused(desk).get_attribute("id") == "tab_rhymes" and element(desk, "panel_rhymes").is_displayed()
    assert not element(desk, "panel_line").is_displayed()


def test_a_phone_offers_lines_over_the_lower_part(phone):
    write_scheme(phone, "aabb")
    write(phone)
    phone.execute_script("document.activeElement.blur()")
    field(phone, 1)
    element(phone, "suggest_bar").click()
    wait(phone)
    panel, bar = element(phone, "panel").rect, element(phone, "bar").rect
    assert panel["y"] > 844 * 0.4 and panel["y"] + panel["height"] <= bar["y"] + 1
    card = phone.find_elements("css selector", ".card")[0]
    offered = card.find_element("css selector", ".text").text
    card.click()
    assert lines_of(phone)[1] == offered and not element(phone, "panel").is_displayed()


def swipe(page, found, across, down=0):
    """Draw a finger from the middle of an element."""
    left, top = (found.rect[side] + found.rect[size] / 2 for side, size in (("x", "width"), ("y", "height")))
    top -= page.execute_script("return scrollY")
    page.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        for part in range(5):
            point = {"x": left + across * part / 4, "y": top + down * part / 4}
            kind = "touchMove" if part else "touchStart"
            page.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finally:
        page.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


@pytest.mark.parametrize(
    ("across", "down", "is_taken_away"), [(-200, 0, True), (200, 0, True), (40, 0, False), (0, -90, False)]
)
def test_a_line_to_choose_is_swiped_away_for_another(across, down, is_taken_away, phone):
    write_scheme(phone, "aabb")
    write(phone)
    before = suggest(phone, 1)
    swipe(phone, phone.find_elements("css selector", "#cards li")[0], across, down)
    wait(phone)
    after = cards_of(phone)
    assert len(after) == 5 and (after[:4] == before[1:] if is_taken_away else after == before)
    assert not phone.find_elements("css selector", "#cards .swiped")


def test_a_phone_has_all_other_buttons_under_more(phone):
    write(phone)
    assert not element(phone, "copy").is_displayed()
    element(phone, "more_bar").click()
    assert all(element(phone, name).is_displayed() for name in ("redo", "copy", "download", "print", "link"))
    element(phone, "more_bar").click()


@pytest.mark.parametrize("width", [390, 800, 1440])
@pytest.mark.parametrize("tab", ["line", "rhymes", "inside"])
def test_the_page_fits_its_window(width, tab, desk):
    see_at(desk, width)
    write_scheme(desk, "aa bb")
    write(desk)
    suggest(desk, 1)
    press(desk, f"tab_{tab}")
    wait(desk)
    assert desk.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["line", "rhymes", "inside"])
def test_the_page_passes_an_accessibility_checker(scheme, tab, desk):
    write_scheme(desk, "aa bb")
    write(desk)
    suggest(desk, 1)
    press(desk, f"tab_{tab}")
    wait(desk)
    assert barriers(desk, scheme) == []


def test_every_control_has_a_name(desk):
    write_scheme(desk, "aa bb")
    suggest(desk, 0)
    controls = desk.find_elements(
        "css selector", "main select, main input, main textarea, main button, main [role=tab]"
    )
    assert len(controls) > 40 and all(each.accessible_name for each in controls if each.is_displayed())


def test_the_page_requests_nothing_from_the_network_and_logs_no_error(opened):
    asked = requested(opened)
    assert asked and all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    assert [each for each in opened.get_log("browser") if "onerror" not in each["message"]] == []
