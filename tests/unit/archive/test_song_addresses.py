"""Songs that the lists show under more than one address."""

import pytest
from archive_site import (
    FIRST,
    classic,
    crawl,
    refusal,
    row,
    site,
    song,
    table,
    verdict_of,
)

from geetkar.archive.crawl import REPLICA_SITES
from geetkar.archive.spiders import ClassicSpider, Ledger

TWO_ADDRESSES = classic({}, **{FIRST: table(row("/cisb/1.isb"), row("/files/1.isb")), "/files/1.isb": song()})


@pytest.mark.parametrize(
    ("first", "other"), [(song(), "/files/1.isb"), ((404, ""), "/cisb/1.isb"), ((500, ""), "/cisb/1.isb")]
)
def test_a_song_under_two_addresses_is_fetched_at_the_first_that_answers(first, other, tmp_path):
    with site({**TWO_ADDRESSES, "/cisb/1.isb": first}) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["other_addresses"] == {"1": [served.address + other]}


def test_an_address_listed_after_another_failed_is_requested_at_once():
    ledger = Ledger(listed={"1": {"http://a/1": "parse_song"}}, missing={"1": "status 404"})
    requests = ClassicSpider(REPLICA_SITES, ledger=ledger).fetch_song("1", "http://b/1", "parse_song")
    assert [request.url for request in requests] == ["http://b/1"]


def test_a_song_is_requested_from_one_address_at_a_time():
    ledger = Ledger(listed={"1": {"http://a/1": "parse_song"}}, missing={"1": "status 404"})
    spider = ClassicSpider(REPLICA_SITES, ledger=ledger)
    list(spider.fetch_song("1", "http://b/1", "parse_song"))
    assert list(spider.fetch_song("1", "http://c/1", "parse_song")) == []


def test_a_song_under_two_addresses_is_fetched_once(tmp_path):
    with site({**TWO_ADDRESSES, "/cisb/1.isb": song()}) as served:
        crawl(tmp_path, classic_site=served.address)
    assert served.times("/files/1.isb") == []


def test_a_song_that_is_at_no_address_is_missing_once(tmp_path):
    with site({**TWO_ADDRESSES, "/files/1.isb": (404, "")}) as served:
        assert "1 of the 1 songs" in refusal(crawl(tmp_path, classic_site=served.address))
