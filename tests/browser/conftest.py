"""Pages made from small made-up results, opened in headless Chromium from disk."""

import shutil

import pytest
from made_once import made_once
from made_up_playground import MODELS, PAGE, draw_all_models
from made_up_results import draw_all
from opened_page import open_page
from selenium import webdriver


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    """Return the folder of all pages, drawn by the rules' scripts from made-up results; tests must not change it."""
    return made_once(tmp_path_factory, "results", draw_all)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Start headless Chromium, which logs the requests of its pages."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    assert chromium and driver, "the browser tests need Chromium and its driver: `make test` installs them"
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,800",
        "--host-resolver-rules=MAP * ~NOTFOUND",  # the tests reach no network
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    running.get("about:blank")  # the page that Chromium starts with loads scripts of its own, for some seconds
    yield running
    running.quit()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """Return the playground of all small networks; tests must not change its folder."""
    return made_once(tmp_path_factory, "playground", draw_all_models) / PAGE


@pytest.fixture(scope="module")
def opened(browser, drawn):
    """Open the page once, with an empty log."""
    return open_page(browser, drawn)


@pytest.fixture
def page(opened):
    """Return the page with its first network chosen, and a blank sheet."""
    opened.execute_script("geetkar.choose(arguments[0], 10)", MODELS[0]["name"])
    return opened
