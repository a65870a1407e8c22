"""The page that compares two models, as a reader uses it."""

import pytest
from opened_page import open_page
from selenium.webdriver.support.select import Select


@pytest.fixture
def page(browser, results):
    return open_page(browser, results / "pages/a_model_with_a_rather_long_name/compared_with_with_plans.html")


def shown(page):
    """Return the numbers of the samples that are shown, over all checkpoints of both models."""
    samples = page.find_elements("css selector", "[data-sample]")
    return {each.get_attribute("data-sample") for each in samples if each.is_displayed()}


def test_each_checkpoint_shows_one_sample(page):
    checkpoints = page.find_elements("css selector", "article.sample:has([data-sample])")
    assert len(shown(page)) == 1 and len(checkpoints) == 6


def test_a_reader_chooses_the_sample_of_all_checkpoints(page):
    Select(page.find_element("id", "sample")).select_by_index(2)
    assert shown(page) == {"2"}


def test_the_article_is_named_next_to_its_network(page):
    assert "the article behind this project" in page.find_element("tag name", "main").text
