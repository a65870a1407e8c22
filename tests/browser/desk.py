"""What a visitor of the desk does and sees."""

from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

SONGWRITER = "songwriter"  # of made_up_playground.py: it keeps to forms


def choose(page: webdriver.Chrome, model: str = SONGWRITER) -> webdriver.Chrome:
    """Choose a network, with a blank sheet."""
    page.execute_script("geetkar.choose(arguments[0], 10)", model)
    return page


def element(page: webdriver.Chrome, name: str) -> WebElement:
    return page.find_element("id", name)


def press(page: webdriver.Chrome, name: str) -> None:
    """Press a button, wherever it is on the page."""
    page.execute_script("arguments[0].click()", element(page, name))


def choose_form(page: webdriver.Chrome, name: str) -> None:
    page.execute_script("document.querySelector(`#forms input[value='${arguments[0]}']`).click()", name)


def write_scheme(page: webdriver.Chrome, verses: str) -> None:
    """Ask for a form of one's own."""
    choose_form(page, "Your own")
    fill(page, "verses", verses)


def fill(page: webdriver.Chrome, name: str, value: str) -> None:
    """Fill a field, and leave it."""
    script = """
        const [field, value] = arguments;
        field.value = value;
        for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    """
    page.execute_script(script, element(page, name), value)


def see_at(page: webdriver.Chrome, width: int) -> None:
    """Give the page a window of a width; below 500 pixels it is a phone's."""
    metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def wait(page: webdriver.Chrome) -> None:
    """Wait until nothing is written or read."""
    WebDriverWait(page, 120, 0.02).until(
        lambda page: page.execute_script("return !writing.isRunning && !reading.isRunning")
    )


def write(page: webdriver.Chrome, button: str = "write") -> list[str]:
    """Press a button that writes, and return the lines of the sheet when they are written."""
    press(page, button)
    wait(page)
    return lines_of(page)


def lines_of(page: webdriver.Chrome) -> list[str]:
    """Return the texts of all lines, blank ones included."""
    return page.execute_script("return [...document.querySelectorAll('#lines textarea')].map(({ value }) => value)")


def texts_of(page: webdriver.Chrome, selector: str) -> list[str]:
    """Return the texts of all elements that match, shown or not."""
    script = "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)"
    return page.execute_script(script, selector)


def letters_of(page: webdriver.Chrome) -> list[str]:
    """Return what is at the left of each line."""
    return texts_of(page, "#lines .margin")


def field(page: webdriver.Chrome, number: int) -> WebElement:
    """Return the field of a line, from 0, after going to it."""
    found = page.find_elements("css selector", "#lines textarea")[number]
    page.execute_script("arguments[0].focus()", found)
    return found


def type_line(page: webdriver.Chrome, number: int, text: str, then: str = "") -> None:
    """Write a line in the place of another, and press some keys."""
    found = field(page, number)
    found.send_keys(Keys.CONTROL, "a")
    found.send_keys(text, then)


def suggest(page: webdriver.Chrome, number: int) -> list[str]:
    """Return the lines that the network offers for a line."""
    field(page, number)
    press(page, "suggest")
    wait(page)
    return cards_of(page)


def cards_of(page: webdriver.Chrome) -> list[str]:
    return texts_of(page, "#cards .text")


def said(page: webdriver.Chrome) -> str:
    return element(page, "message").text
