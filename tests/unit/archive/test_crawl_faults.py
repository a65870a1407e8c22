"""Crawls of faulty servers: no available song is lost, and only songs are published."""

import gzip
import socket
import struct
import time
import zlib
from email.utils import formatdate

import pytest
from archive_site import (
    answer,
    classic,
    crawl,
    site,
    song,
    songs_of,
    verdict_of,
)
from faulty_pages import MEGABYTE, PACKED, TEXT, packed
from scrapy.http import Response
from scrapy.utils._compression import brotli

from geetkar.archive.retries import retry_after

ERROR_PAGE = "<!DOCTYPE html><html><head><title>Oops</title></head><body>Runtime error</body></html>"


def slow(handler):
    time.sleep(3)
    answer(handler, *song())


def reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def cut_off(handler):
    answer(handler, 200, TEXT, {"Content-Length": 10_000})


def huge(handler, headers):
    """Send 50 MB, with or without a Content-Length."""
    handler.send_response(200)
    for name, value in headers.items():
        handler.send_header(name, str(value))
    handler.end_headers()
    handler.sent = 0
    try:
        for _ in range(50):
            handler.wfile.write(b"x" * MEGABYTE)
            handler.sent += 1
    finally:
        handler.server.sent_megabytes = handler.sent


def redirect(address):
    return 302, "", {"Location": address}


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    """Crawl a site with every fault at once; return what was published."""
    out = tmp_path_factory.mktemp("faults")
    with site({"/cisb/loop.isb": redirect("/cisb/loop.isb")}) as elsewhere:
        songs = {
            "fine": song(),
            "once": [(500, ""), song()],
            "always": (500, ""),
            "slow": slow,
            "slow-once": [slow, song()],
            "reset": reset,
            "reset-once": [reset, song()],
            "cut": cut_off,
            "cut-once": [cut_off, song()],
            "busy": [(429, "", {"Retry-After": "1"}), song()],
            "down": [(503, "", {"Retry-After": "1"}), song()],
            "moved": redirect("/elsewhere"),
            "loop": redirect("/cisb/loop.isb"),
            "offsite": redirect(f"{elsewhere.address}/cisb/loop.isb"),
            "forbidden": song(),
            "html-type": (200, TEXT, {"Content-Type": "text/html"}),
            "no-type": (200, TEXT, {"Content-Type": "application/octet-stream"}),
            "error-page": (200, ERROR_PAGE),
            "error-once": [(200, ERROR_PAGE), song()],
            "error-as-text": (200, ERROR_PAGE, {"Content-Type": "text/plain"}),
            "huge": lambda handler: huge(handler, {"Content-Length": 50 * MEGABYTE}),
            "endless": lambda handler: huge(handler, {}),
            "large": (200, TEXT + "a" * 10 * MEGABYTE, {"Content-Type": "text/plain"}),
            "packed": packed(PACKED),
            "packed-cut": packed(PACKED[:-12]),
            "packed-badly": packed(PACKED[:30] + b"\0\0\0" + PACKED[33:]),
            "not-packed": packed(TEXT),
            "brotli": packed(brotli.compress(TEXT.encode()), "br"),
            "deflate": packed(zlib.compress(TEXT.encode()), "deflate"),
            "unknown-packing": packed(TEXT, "compress"),
            "packed-error": packed(TEXT, "compress", status=404),
            "bomb": packed(gzip.compress(b"a" * 20 * MEGABYTE)),
        }
        robots = (200, "User-agent: *\nDisallow: /cisb/forbidden.isb")
        pages = classic(songs, **{"/robots.txt": robots, "/elsewhere": song()})
        with site(pages) as served:
            done = crawl(out, classic_site=served.address, missing_tolerance=0.9, timeout=1)
    assert done.returncode == 0, done.stderr
    published = {record["song"]: record for record in songs_of(out)}
    return {"served": served, "songs": published, "verdict": verdict_of(out), "log": done.stderr}


HAD = ("fine", "once", "slow-once", "reset-once", "cut-once", "busy", "down", "moved", "error-once")


@pytest.mark.parametrize("name", [*HAD, "html-type", "no-type", "packed", "brotli", "deflate"])
def test_an_available_song_is_fetched_completely(name, faults):
    assert faults["songs"][name]["raw"] == TEXT


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("always", "status 500"),
        ("slow", "took longer than 1"),
        ("reset", "DownloadFailedError"),
        ("cut", "ResponseDataLoss"),
        ("loop", "max redirections reached"),
        ("offsite", "max redirections reached"),
        ("forbidden", "robots.txt"),
        ("error-page", "a web page in place of a song file"),
        ("error-as-text", "a web page in place of a song file"),
        ("huge", "larger than 16 MB"),
        ("endless", "larger than 16 MB"),
        ("bomb", "larger than 16 MB"),
        ("packed-cut", "truncated gzip data"),
        ("packed-badly", "damaged gzip data"),
        ("not-packed", "damaged gzip data"),
        ("unknown-packing", "compressed as 'compress', which was not requested and is not supported"),
        ("packed-error", "status 404"),
    ],
)
def test_a_song_that_cannot_be_fetched_is_missing_with_a_reason(name, reason, faults):
    assert reason in faults["verdict"]["missing"][name]


def test_no_song_is_both_published_and_missing(faults):
    assert not faults["songs"].keys() & faults["verdict"]["missing"].keys()


def test_every_listed_song_is_published_or_missing(faults):
    assert len(faults["songs"]) + len(faults["verdict"]["missing"]) == faults["verdict"]["listed"]


def test_a_song_of_10_megabytes_is_crawled(faults):
    assert len(faults["songs"]["large"]["raw"]) > 10 * MEGABYTE


@pytest.mark.parametrize("name", ["busy", "down"])
def test_the_wait_that_a_busy_server_demands_is_observed(name, faults):
    first, second = faults["served"].times(f"/cisb/{name}.isb")
    assert second - first >= 1


def test_nothing_else_is_requested_while_a_server_is_busy(faults):
    moments = sorted(moment for _, moment, _ in faults["served"].asked)
    refused = faults["served"].times("/cisb/busy.isb")[0]
    assert min(moment for moment in moments if moment > refused) - refused >= 1


def test_the_waits_are_counted(faults):
    assert faults["verdict"]["pages"]["waits"] == 2


def test_the_redirects_are_counted(faults):
    # One that led to a song, and two loops of five and a last one that is not followed.
    assert faults["verdict"]["pages"]["redirected"] == 13


def test_a_damaged_page_is_requested_five_times(faults):
    assert len(faults["served"].times("/cisb/packed-badly.isb")) == 5


@pytest.mark.parametrize("name", ["unknown-packing", "brotli", "deflate"])
def test_a_page_with_an_unsupported_compression_is_requested_once(name, faults):
    assert len(faults["served"].times(f"/cisb/{name}.isb")) == 1


def test_what_robots_txt_forbids_is_not_requested(faults):
    assert faults["served"].times("/cisb/forbidden.isb") == []


def test_a_page_that_is_too_large_is_not_read_to_its_end(tmp_path):
    sizes = []

    def endless(handler):
        try:
            huge(handler, {})
        finally:
            sizes.append(handler.sent)

    with site(classic({"1": song(), "2": endless})) as served:
        crawl(tmp_path, classic_site=served.address, missing_tolerance=0.5)
        while not sizes:  # the answer ends a little after the crawl
            time.sleep(0.01)
    assert max(sizes) < 40


def test_waits_for_a_busy_server_without_a_stated_time_grow(tmp_path):
    pages = classic({"1": [(429, ""), (429, ""), song()]})
    with site(pages) as served:
        crawl(tmp_path, classic_site=served.address, delay=0.1)
        first, second, third = served.times("/cisb/1.isb")
    assert second - first >= 0.5 and third - second >= 1.0


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7),
        (formatdate(1060, usegmt=True), 60),
        (formatdate(0, usegmt=True), 0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(told, seconds):
    assert retry_after(Response("http://a", headers={"Retry-After": told}), now=1000) == seconds
