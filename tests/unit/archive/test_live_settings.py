"""What a crawl of the live archive requires, and how fast it may be."""

import pytest
from archive_site import (
    ARCHIVE,
)

from geetkar.archive.crawl import live_settings
from geetkar.archive.sites import Archive
from geetkar.workflow.errors import InputError


def test_the_live_archive_requires_a_contact():
    with pytest.raises(InputError, match=r"archive\.contact"):
        live_settings(Archive(**ARCHIVE | {"contact": " "}), "cache")


def test_the_live_catalogue_requires_its_key(monkeypatch):
    monkeypatch.delenv("GIITAAYAN_API_KEY", raising=False)
    with pytest.raises(InputError, match="GIITAAYAN_API_KEY"):
        live_settings(Archive(**ARCHIVE | {"layout": "catalogue"}), "cache")


def test_the_crawler_never_shortens_a_long_delay():
    assert live_settings(Archive(**ARCHIVE | {"delay": 120.0}), "cache")["AUTOTHROTTLE_MAX_DELAY"] == 120.0


def test_the_live_archive_is_crawled_one_page_at_a_time_and_not_too_fast():
    settings = live_settings(Archive(**ARCHIVE | {"delay": 2.0}), "cache")
    names = ("CONCURRENT_REQUESTS", "DOWNLOAD_DELAY", "DOWNLOAD_DELAY_JITTER", "ROBOTSTXT_OBEY")
    assert [settings[name] for name in names] == [1, 2.0, 0, True]
