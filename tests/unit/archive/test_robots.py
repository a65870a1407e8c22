"""How the crawl obeys robots.txt: pauses, errors, redirects, age."""

import asyncio
import codecs
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest
from archive_site import (
    ARCHIVE,
    FIRST,
    answer,
    classic,
    crawl,
    crawled,
    refusal,
    site,
    song,
    songs_of,
    verdict_of,
)
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from geetkar import __version__
from geetkar.archive.cache import Memory, PagePolicy
from geetkar.archive.crawl import live_settings
from geetkar.archive.robots import (
    RULES_AGE,
    PatientThrottle,
    Robots,
    RobotsRefusal,
    malformed_pause,
    pause_at,
    pause_of,
)
from geetkar.archive.sites import Archive

ANYONE = "User-agent: *\n"
FORBIDDEN = f"{ANYONE}Disallow: /cisb/"


def with_rules(*answers):
    """Serve one song, and robots.txt with the given responses in turn."""
    return classic({"1": song()}, **{"/robots.txt": list(answers)})


@pytest.mark.parametrize(
    ("rules", "pause"),
    [
        ("", 0),
        ("Crawl-delay: 4", 0),  # of no group
        (f"{ANYONE}Crawl-delay: 4", 4),
        (f"{ANYONE}Crawl-delay: 0.5 # half a second", 0.5),
        (f"{ANYONE}Crawl-delay: 9\n\nUser-agent: geetkar\nCrawl-delay: 2", 2),
        (f"{ANYONE}Crawl-delay: 9\n\nUser-agent: GeetKar/{__version__}\nCrawl-delay: 2", 2),
        (f"{ANYONE}Crawl-delay: 9\n\nUser-agent: geetkar\nDisallow: /private", 0),
        (f"User-agent: otherbot\nCrawl-delay: 9\n\n{ANYONE}Disallow: /private", 0),
        (f"{ANYONE}Request-rate: 1/5", 5),
        (f"{ANYONE}Request-rate: 4/1m\nCrawl-delay: 3", 15),
        (f"{ANYONE}Crawl-delay: -4", 0),
        (f"{ANYONE}Crawl-delay: soon", 0),
    ],
)
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_the_pause_is_that_of_this_crawlers_group(rules, pause, mark):
    assert pause_of(mark + rules.encode()) == pause


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Crawl-delay: soon", "soon"),
        ("  crawl delay -1", "-1"),
        ("CRAWL-DELAY: 10s # or so", "10s"),
        ("Crawl-delay: inf", "inf"),
        ("Crawl-delay: nan", "nan"),
        ("Crawl-delay: 1,5", "1,5"),
        ("Crawl-delay: 1.5", None),
        ("Crawl-delay: 86400", None),
        ("Crawl-delay: # none", None),
        ("# Crawl-delay: soon", None),
    ],
)
def test_a_pause_that_is_not_a_number_is_found(line, value):
    assert malformed_pause(f"{ANYONE}{line}\nDisallow: /x".encode()) == value


def test_the_pause_of_robots_txt_lies_between_all_requests(tmp_path):
    with site(with_rules((200, f"{ANYONE}Crawl-delay: 0.4"))) as served:
        crawled(tmp_path, classic_site=served.address)
    moments = sorted(moment for _, moment, _ in served.asked)
    assert len(moments) == 7 and min(after - before for before, after in pairwise(moments)) > 0.35


def slot_after(rules, delay, latency=0.0, answers=1):
    """Return a host's slot after its rules were read and responses came, each after the given seconds."""
    crawler = get_crawler(settings_dict=live_settings(Archive(**ARCHIVE | {"delay": delay}), "cache"))
    slot = Slot(1, delay, 0)
    downloader = SimpleNamespace(slots={"a": slot}, per_slot_settings={})
    crawler.engine = SimpleNamespace(downloader=downloader)
    Robots(crawler)._slow_down(Request("http://a:8000/1.isb"), f"{ANYONE}{rules}".encode())
    throttle = PatientThrottle(crawler)
    throttle._spider_opened(None)
    request = Request("http://a:8000/1.isb", meta={"download_slot": "a", "download_latency": latency})
    for _ in range(answers):
        throttle._response_downloaded(Response(request.url), request, None)
    return slot, downloader


@pytest.mark.parametrize(
    ("rules", "delay", "pause"),
    [
        ("Crawl-delay: 4", 1, 4),
        ("Crawl-delay: 4", 6, 6),
        ("Crawl-delay: 300", 1, 300),  # more than AutoThrottle's longest
        ("Crawl-delay: 86400", 86400, 86400),  # the user has accepted it
        ("Request-rate: 1/10", 2, 10),
        ("Crawl-delay: soon", 2, 2),
        ("", 2, 2),
    ],
)
def test_the_longer_pause_holds_however_fast_the_server_is(rules, delay, pause):
    assert slot_after(rules, delay, answers=5)[0].delay == pause


def test_a_slow_server_lengthens_the_pause():
    assert slot_after("Crawl-delay: 4", 1, latency=20.0)[0].delay == 20


def test_a_host_that_was_idle_for_long_keeps_its_pause():
    assert pause_at(slot_after("Crawl-delay: 4", 1)[1], "a") == 4


def test_a_host_of_two_sites_keeps_the_longer_pause():
    crawler = get_crawler(settings_dict=live_settings(Archive(**ARCHIVE | {"delay": 1}), "cache"))
    downloader = SimpleNamespace(slots={}, per_slot_settings={})
    crawler.engine = SimpleNamespace(downloader=downloader)
    robots = Robots(crawler)
    for port, pause in ((8000, 10), (9000, 4)):
        robots._slow_down(Request(f"http://a:{port}/1.isb"), f"{ANYONE}Crawl-delay: {pause}".encode())
    assert pause_at(downloader, "a") == 10


def test_a_pause_that_is_too_long_is_refused_with_what_to_do(tmp_path):
    with site(with_rules((200, f"{ANYONE}Crawl-delay: 86400"))) as served:
        said = refusal(crawl(tmp_path, classic_site=served.address))
    assert f"{served.address}/robots.txt sets a pause of 86400 s" in said and "`archive.delay` to 86400" in said
    assert {path for path, *_ in served.asked} == {"/robots.txt"}


def test_a_pause_that_is_not_a_number_is_logged(tmp_path):
    with site(with_rules((200, f"{ANYONE}Crawl-delay: soon"))) as served:
        done = crawled(tmp_path, classic_site=served.address)
    assert (
        f"{served.address}/robots.txt: ignored its Crawl-delay 'soon', which is not a number of seconds" in done.stderr
    )


def test_rules_that_match_only_the_contact_do_not_apply(tmp_path):
    with site(with_rules((200, "User-agent: example\nDisallow: /"))) as served:
        crawled(tmp_path, classic_site=served.address, contact="tests@example.org")


def test_rules_for_this_crawler_alone_are_obeyed(tmp_path):
    with site(with_rules((200, "User-agent: geetkar\nDisallow: /search.asp\n\nUser-agent: *\nAllow: /"))) as served:
        assert "Forbidden by robots.txt" in refusal(crawl(tmp_path, classic_site=served.address))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_rules_allows_all(status, tmp_path):
    with site(with_rules((status, FORBIDDEN))) as served:
        crawled(tmp_path, classic_site=served.address)


def hang_up(handler):
    handler.connection.close()


def cut_off(handler):
    answer(handler, 200, ANYONE, {"Content-Length": 10_000})


def slow(handler):
    time.sleep(1.5)
    answer(handler, 200, ANYONE)


@pytest.mark.parametrize(
    ("fault", "why", "tries"),
    [
        ((500, ""), "(status 500)", 5),
        ((503, ""), "(status 503)", 5),
        ((501, ""), "(status 501)", 1),
        ((429, ""), "(status 429)", 5),
        ((408, ""), "(status 408)", 5),
        ((301, ""), "(status 301)", 1),  # to nowhere
        (hang_up, "(DownloadFailedError", 5),
        (cut_off, "(ResponseDataLossError", 5),
        (slow, "(DownloadTimeoutError", 5),
        ((200, "x", {"Content-Encoding": "compress"}), "(compressed as 'compress'", 1),
    ],
)
def test_rules_that_cannot_be_read_stop_the_crawl_after_the_usual_retries(fault, why, tries, tmp_path):
    with site(with_rules(fault)) as served:
        said = refusal(crawl(tmp_path, classic_site=served.address, timeout=1))
    assert f"{served.address}/robots.txt could not be read {why}" in said and "Run it again later" in said
    assert served.begun == {"/robots.txt": tries}


def test_a_server_that_is_down_is_named_by_its_rules(tmp_path):
    with site({}) as served:
        pass
    said = refusal(crawl(tmp_path, classic_site=served.address))
    assert f"{served.address}/robots.txt could not be read (DownloadConnectionRefusedError" in said


def test_rules_that_can_be_read_at_last_are_obeyed(tmp_path):
    with site(with_rules((500, ""), (503, ""), (200, FORBIDDEN))) as served:
        assert "Forbidden by robots.txt" in refusal(crawl(tmp_path, classic_site=served.address))


def moved(times, rules):
    """Return pages that redirect a request for robots.txt a number of times before the rules."""
    places = ["/robots.txt", *(f"/robots-{number}" for number in range(1, times + 1))]
    return {place: (302, "", {"Location": after}) for place, after in pairwise(places)} | {places[-1]: (200, rules)}


def test_five_redirects_are_followed_to_the_rules(tmp_path):
    with site(classic({"1": song()}, **moved(5, FORBIDDEN))) as served:
        assert "1 (Forbidden by robots.txt)" in refusal(crawl(tmp_path, classic_site=served.address))


def test_rules_behind_more_redirects_cannot_be_read(tmp_path):
    with site(classic({"1": song()}, **moved(6, ANYONE))) as served:
        assert "(max redirections reached)" in refusal(crawl(tmp_path, classic_site=served.address))


def test_a_rule_after_more_than_500_kibibytes_is_obeyed(tmp_path):
    rules = ANYONE + "Disallow: /elsewhere\n" * 30_000 + "Disallow: /cisb/\n"
    with site(with_rules((200, rules))) as served:
        assert "1 (Forbidden by robots.txt)" in refusal(crawl(tmp_path, classic_site=served.address))


def test_a_byte_order_mark_hides_no_rule(tmp_path):
    with site(with_rules((200, codecs.BOM_UTF8 + FORBIDDEN.encode()))) as served:
        assert "1 (Forbidden by robots.txt)" in refusal(crawl(tmp_path, classic_site=served.address))


ROWS = (
    200,
    '[{"id": 1, "isb_number": "1", "song_title": "nadii"}]',
    {"Content-Type": "application/json", "Content-Range": "0-0/1"},
)
CATALOGUE = {"/rest/songs?select=*&order=id.asc": ROWS}
KEY = {"GIITAAYAN_API_KEY": "public"}


def test_unreadable_rules_of_the_site_of_the_files_stop_the_crawl_with_one_message(tmp_path):
    with site({"/robots.txt": (500, "")}) as files, site(CATALOGUE) as served:
        sites = {"catalogue_site": f"{served.address}/rest", "files_site": f"{files.address}/docs"}
        said = refusal(crawl(tmp_path, KEY, layout="catalogue", missing_tolerance=1.0, **sites))
    assert said.startswith(f"refused: {files.address}/robots.txt could not be read")


def test_auto_reads_the_lists_where_the_rules_of_the_catalogue_cannot_be_read(tmp_path):
    with site({**CATALOGUE, "/robots.txt": (500, "")}) as catalogue, site(with_rules((404, ""))) as served:
        sites = {"catalogue_site": f"{catalogue.address}/rest", "classic_site": served.address}
        crawled(tmp_path, KEY, layout="auto", **sites)
    assert verdict_of(tmp_path)["layout"] == "classic"


def test_unreadable_rules_of_a_site_that_is_only_linked_cost_its_songs_alone(tmp_path):
    rows = "".join(
        f"<tr><td><a href=x?fileurl={address}>t</a>" for address in ("/cisb/1.isb", "http://127.0.0.2:9/2.isb")
    )
    page = (200, f"Total <b>2</b> songs<table>{rows}</table>")
    with site(classic({"1": song()}, **{FIRST: page})) as served:
        crawled(tmp_path, classic_site=served.address, missing_tolerance=0.5)
    assert "http://127.0.0.2:9/robots.txt could not be read" in verdict_of(tmp_path)["missing"]["2"]


def test_after_a_refusal_the_rules_are_requested_again(tmp_path):
    with site(with_rules((200, f"{ANYONE}Crawl-delay: 86400"), (200, ANYONE))) as served:
        crawl(tmp_path, classic_site=served.address)
        crawled(tmp_path, classic_site=served.address)
    assert [record["song"] for record in songs_of(tmp_path)] == ["1"]


@pytest.mark.parametrize(("age", "fresh"), [(RULES_AGE - 60, True), (RULES_AGE + 60, False)])
def test_kept_rules_are_used_for_a_day_and_then_asked_for_without_a_condition(age, fresh, tmp_path):
    Memory().write(tmp_path)
    meta = {"dont_obey_robotstxt": True, "cache_timestamp": time.time() - age}
    request, kept = Request("http://a/robots.txt", meta=meta), Response("http://a/robots.txt", headers={"ETag": "1"})
    assert PagePolicy({"HTTPCACHE_DIR": tmp_path}).is_cached_response_fresh(kept, request) == fresh
    assert b"If-None-Match" not in request.headers


def read_twice(age):
    """Return how often two requests fetch robots.txt when the first response has a given age in seconds."""
    asked = []

    async def download(request):
        asked.append(request)
        meta = {"cache_timestamp": time.time() - age}
        return Response(request.url, body=FORBIDDEN.encode(), request=request.replace(meta=meta))

    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    crawler.engine = SimpleNamespace(download_async=download)
    robots = Robots(crawler)

    async def ask():
        for _ in range(2):
            await robots.robot_parser(Request("http://a/1.isb"))

    asyncio.run(ask())
    return len(asked)


@pytest.mark.parametrize(("age", "times"), [(RULES_AGE - 60, 1), (RULES_AGE + 60, 2)])
def test_a_crawl_that_lasts_for_days_reads_the_rules_again(age, times):
    assert read_twice(age) == times


def test_a_refusal_says_which_site_and_stays():
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
    robots = Robots(crawler)
    robots.refusals["a:8000"] = "could not be read"
    with pytest.raises(RobotsRefusal, match=r"https://a:8000/robots\.txt could not be read"):
        robots.process_request_2(None, Request("https://a:8000/1.isb?x=1"))
