"""Open a page from disk, and read its requests."""

import json
from pathlib import Path

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
