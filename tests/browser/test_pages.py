from io import BytesIO

import pytest
from opened_page import barriers, open_page, requested
from PIL import Image, ImageChops
from selenium.webdriver.common.keys import Keys

MODEL = "pages/a_model_with_a_rather_long_name"
PAGES = [
    "index.html",
    "pages/costs.html",
    f"{MODEL}/index.html",
    f"{MODEL}/step-000100.html",
    f"{MODEL}/compared_with_with_plans.html",
    "pages/corpus.html",
    "pages/corpus_audit.html",
    "primer/index.html",
    "benchmarks/index.html",
]
OF_THE_RUN = ("corpus/rejected.jsonl", "playground.html")  # files that these results lack
PAGES_OF_TEXTS = [page for page in PAGES if page != "pages/costs.html"]


@pytest.fixture(scope="module", params=PAGES)
def opened(request, browser, results):
    return open_page(browser, results / request.param)


@pytest.fixture
def page(opened):
    """Return a page, which is opened once for all tests that leave it as it is."""
    yield opened
    opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_page_requests_nothing_from_the_network(page):
    asked = requested(page)
    assert asked and all(url.startswith(("file:", "data:")) for url in asked)


def test_a_page_opens_without_an_error(page):
    assert page.get_log("browser") == []


@pytest.mark.parametrize("name", PAGES_OF_TEXTS)
def test_text_of_markup_is_shown_as_text(name, browser, results):
    page = open_page(browser, results / name)
    assert "<script>" in page.find_element("tag name", "body").text and page.title != "broken"


@pytest.mark.parametrize("width", [375, 1280])
def test_a_page_fits_its_window(page, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_models_page_shows_what_the_memory_saved_in_a_song(browser, results):
    page = open_page(browser, results / MODEL / "index.html")
    section = page.find_element("id", "looking-back")
    assert "raat dhali" in section.text and "<script>" in section.text
    coloured = section.find_elements("css selector", ".song span")
    assert {each.get_attribute("class") for each in coloured} == {"high", "low"}
    assert all(each.get_attribute("title") for each in coloured)


def test_the_page_of_a_model_that_began_from_another_says_so(browser, results):
    begun, other = (
        open_page(browser, results / folder / "index.html").find_element("tag name", "main").text
        for folder in ("pages/second", MODEL)
    )
    assert "from a trained network" not in other
    assert "not begin from chance, but from a trained network, <script>" in begun


@pytest.mark.parametrize("name", ["index", "step-000100"])
def test_the_pages_of_a_model_with_plans_say_what_these_cost(name, browser, results):
    with_plans, without = (
        open_page(browser, results / folder / f"{name}.html").find_element("class name", "facts").text
        for folder in ("pages/second", MODEL)
    )
    assert "plans\n0.20" in with_plans and "plans" not in without


def letters_in(element):
    return [each.text for each in element.find_elements("css selector", ".planned .letter")]


@pytest.mark.parametrize(("name", "songs"), [("index", 2), ("step-000100", 4)])
def test_songs_of_a_form_have_the_letters_of_their_lines_in_the_margin(name, songs, browser, results):
    section = open_page(browser, results / f"pages/second/{name}.html").find_element("id", "forms")
    assert letters_in(section) == ["A", "a", "x", "A"] * songs * 2  # of two forms
    assert [each.text for each in section.find_elements("class name", "missed")] == ["a"] * songs * 2


def test_a_form_that_cannot_be_written_is_shown_with_the_reason(browser, results):
    section = open_page(browser, results / "pages/second/index.html").find_element("id", "forms")
    assert "ghazal\nThis form cannot be written: <script>" in section.text


def test_songs_of_a_form_can_be_read_in_another_script_with_the_same_letters(browser, results):
    page = open_page(browser, results / "pages/second/index.html")
    page.execute_script("document.querySelector('#scripts input[value=roman]').click()")
    first = page.find_element("css selector", "#forms .planned")
    assert "nadi ke paar jaana hai" in first.text and letters_in(page)[:4] == ["A", "a", "x", "A"]


def test_the_index_shows_an_early_and_a_late_song_of_each_form_by_a_model_with_plans(browser, results):
    page = open_page(browser, results / "index.html")
    assert letters_in(page) == ["A", "a", "x", "A"] * 4


def test_words_and_titles_of_the_corpus_can_be_read_in_another_script(browser, results):
    page = open_page(browser, results / "pages/corpus.html")
    shown = "#words ~ ul .song", "#versions ~ ul .song"
    read = {}
    for script in ("itrans", "devanagari"):
        page.execute_script(f"document.querySelector('#scripts input[value={script}]').click()")
        read[script] = [page.find_element("css selector", each).text.split()[0] for each in shown]
    assert read == {"itrans": ["hai", "nadii"], "devanagari": ["है", "नदी"]}


def test_a_film_of_the_corpus_unfolds_to_the_titles_of_its_songs(browser, results):
    page = open_page(browser, results / "pages/corpus.html")
    film = page.find_element("css selector", ".films details")
    folded = film.text
    film.find_element("tag name", "summary").click()
    assert "nadi ke par" not in folded and film.text.count("nadi ke") == 5


def test_the_page_of_costs_says_with_which_software_a_run_was_made(browser, results):
    shown = open_page(browser, results / "pages/costs.html").find_element("id", "software")
    told = shown.find_element("xpath", "following-sibling::p").text
    assert "commit" in told and "torch" in told


@pytest.mark.parametrize("name", PAGES)
def test_a_label_of_a_chart_has_eleven_pixels_on_a_phone(name, browser, results):
    page = open_page(browser, results / name)
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    sizes = page.execute_script("""
        const shown = [...document.querySelectorAll("svg text")].filter((each) => each.checkVisibility());
        return shown.map((each) => {
          const { a, b } = each.getScreenCTM();
          return parseFloat(getComputedStyle(each).fontSize) * Math.hypot(a, b);
        });
    """)
    assert min(sizes, default=11) >= 11


def fades_at_the_edge(page, table):
    """Return whether the fading changes what is seen of a table; a shade of paper on paper may differ by rounding."""

    def picture():
        return Image.open(BytesIO(table.screenshot_as_png)).convert("L")

    faded = picture()
    page.execute_script("""
        const sharp = Object.assign(document.createElement("style"), { id: "sharp" });
        sharp.textContent = "div.scroll::after { visibility: hidden }";
        document.head.append(sharp);
    """)
    _, most = ImageChops.difference(faded, picture()).getextrema()
    page.execute_script("document.getElementById('sharp').remove()")
    return most > 8


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1440])
def test_a_table_fades_at_the_edge_where_it_goes_on(name, width, browser, results):
    page = open_page(browser, results / name)
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    tables = [each for each in page.find_elements("css selector", "div.scroll") if each.is_displayed()]
    hidden = "return arguments[0].scrollWidth - arguments[0].clientWidth"  # pixels, with a blank end of 32
    fading = [(page.execute_script(hidden, table), fades_at_the_edge(page, table)) for table in tables]
    assert all(fades for width, fades in fading if width > 32)
    assert not any(fades for width, fades in fading if width <= 0)


def test_arrow_keys_go_from_mark_to_mark_of_a_song(browser, results):
    page = open_page(browser, results / MODEL / "step-000100.html")
    song = page.find_element("css selector", "div.song")
    first, second, *_ = song.find_elements("css selector", "[title]")
    reasons = []
    song.send_keys(Keys.ARROW_RIGHT)
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_LEFT):
        reasons.append(page.find_element("id", "evidence").text)
        page.switch_to.active_element.send_keys(key)
    told = [f"{mark.text}: {mark.get_attribute('title')}" for mark in (first, second)]
    assert reasons == told and page.switch_to.active_element == first


def test_a_model_without_plans_has_no_songs_of_a_form(browser, results):
    page = open_page(browser, results / MODEL / "index.html")
    assert page.find_elements("id", "forms") == []


@pytest.mark.parametrize(("scheme", "lighter"), [("light", True), ("dark", False)])
def test_a_page_follows_light_and_dark(page, scheme, lighter):
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    colour = page.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (int(colour.removeprefix("rgb(").split(",")[0]) > 128) == lighter


def test_every_link_of_a_page_leads_to_a_file_or_is_one_of_the_run(page, results):
    links = [link.get_attribute("href") for link in page.find_elements("css selector", "main a, nav a")]
    paths = [link.removeprefix(results.as_uri() + "/").split("#")[0] for link in links]
    assert paths and all((results / path).exists() for path in paths if path not in OF_THE_RUN)


def test_every_link_within_a_page_leads_to_a_place_in_it(page):
    links = page.find_elements("css selector", "a[href^='#']")
    places = [link.get_attribute("href").split("#")[1] for link in links]
    assert all(page.find_elements("id", place) for place in places)


def test_every_chart_has_a_name(page):
    charts = page.find_elements("css selector", "svg")
    assert all(chart.get_attribute("aria-label") for chart in charts)


def test_a_page_has_one_heading_of_the_first_order(page):
    assert len(page.find_elements("tag name", "h1")) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_passes_an_accessibility_checker(page, scheme):
    assert barriers(page, scheme) == []
