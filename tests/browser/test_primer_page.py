"""The primer's two interactive parts, in headless Chromium, compared with the code that draws the page."""

import numpy as np
import pytest

from geetkar.primer import next_character, small_network
from geetkar.primer.small_network import output_score, sigmoid, step
from geetkar.vocabulary.vocabulary import read_vocabulary


@pytest.fixture
def page(browser, results):
    browser.get((results / "primer/index.html").as_uri())
    return browser


def set_value(page, selector, value):
    script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
    page.execute_script(script, page.find_element("css selector", selector), str(value))


def outputs(page):
    return [
        float(output.text) for output in page.find_elements("css selector", "#first-step output, #second-step output")
    ]


def expected(inputs):
    first = step(np.array(inputs), np.zeros(2))
    second = step(np.array(inputs), first)
    return [value for hidden in (first, second) for value in (*hidden, sigmoid(output_score(hidden)))]


def test_the_page_begins_with_the_articles_inputs(page):
    assert outputs(page) == pytest.approx(expected(small_network.INPUTS), abs=6e-6)


def test_other_inputs_are_computed_as_the_code_does(page):
    set_value(page, "#first-step label:nth-of-type(2) input", -0.7)
    assert outputs(page) == pytest.approx(expected([0.5, -0.7, 1.0]), abs=6e-6)


@pytest.mark.parametrize("temperature", [0.3, 1.0, 2.5])
def test_probabilities_follow_the_temperature_as_the_code_does(page, temperature):
    set_value(page, "#temperature", temperature)
    scores = page.execute_script("return primer.scores")
    shown = page.execute_script("return primer.shown")
    bars = page.find_elements("css selector", "#try-temperature .bars li span:last-child")
    probabilities = 100 * next_character.softmax(np.array(scores), temperature)[shown]
    assert [float(bar.text.removesuffix(" %")) for bar in bars] == pytest.approx(probabilities, abs=0.006)


def test_the_shown_characters_are_the_likeliest(page, results):
    scores = np.array(page.execute_script("return primer.scores"))
    units = read_vocabulary(results / "characters.json").units
    names = [row.text for row in page.find_elements("css selector", "#try-temperature .bars bdi")]
    likeliest = [units[number] for number in np.argsort(-scores)[: next_character.SHOWN]]
    assert names == [{" ": "␣", "\n": "↵"}.get(unit, unit) for unit in likeliest]
