"""Open a page from disk, and read its requests."""

import json
from pathlib import Path

from axe_core_python.selenium import Axe
from selenium import webdriver


def open_page(browser: webdriver.Chrome, path: Path) -> webdriver.Chrome:
    """Open a page from disk, with nothing logged before it."""
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri())
    return browser


def requested(page: webdriver.Chrome) -> list[str]:
    """Return the addresses that a page requested since it was opened, its own first; this empties the log."""
    events = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


def barriers(page: webdriver.Chrome, scheme: str) -> list[tuple[str, str]]:
    """Return the rule and the element of each thing that axe finds wrong with a page, which is light or dark.

    Only the colours differ in the dark, so only these are checked there.
    """
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    found = Axe().run(page, options={"runOnly": ["color-contrast"]} if scheme == "dark" else None)
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
