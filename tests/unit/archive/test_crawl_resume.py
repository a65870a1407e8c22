"""Live crawls after a kill, and later ones: only new and changed pages are requested."""

import gzip
import hashlib
import random
from pathlib import Path

import pytest
from archive_site import (
    DATE,
    FIRST,
    answer,
    classic,
    crawl,
    crawled,
    listing,
    site,
    song,
    songs_of,
    start_crawl,
    verdict_of,
)
from scrapy import Request
from scrapy.http import Response

from geetkar.archive.cache import PageStore

PACKED = gzip.compress(song()[1].encode())


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """Crawl a site without interruption, and again with five kills before the last run."""
    peace, trouble = (tmp_path_factory.mktemp(name) for name in ("peace", "trouble"))
    songs = {str(number): song(f"nadii {number}") for number in range(60)}
    with site(classic(songs, **{"/robots.txt": (200, "")})) as served:
        crawl(peace, classic_site=served.address)
        served.asked.clear()
        chance = random.Random(1)
        for kill in range(5):
            after = 10 * (kill + 1) + chance.randrange(10)
            served.kill(start_crawl(trouble, classic_site=served.address), after)
        crawl(trouble, classic_site=served.address)
    return served, peace, trouble


def test_a_resumed_crawl_ends_with_the_same_songs(killed):
    _, peace, trouble = killed
    assert (peace / "songs.gz").read_bytes() == (trouble / "songs.gz").read_bytes()


def test_a_resumed_crawl_ends_with_the_same_verdict(killed):
    # But for how its pages were come by.
    _, peace, trouble = killed
    assert verdict_of(peace) | {"pages": 0} == verdict_of(trouble) | {"pages": 0}


def test_a_resumed_crawl_requests_no_page_that_it_has(killed):
    served, _, _ = killed
    # Each kill may have lost the page that was on its way.
    assert len(served.asked) - len({path for path, *_ in served.asked}) <= 5


def test_the_replayed_pages_are_counted(killed):
    _, _, trouble = killed
    assert verdict_of(trouble)["pages"]["replayed"] > 40


def marked(content, mark):
    """Serve a song with a validator."""

    def page(handler):
        tag = hashlib.sha256(content.encode()).hexdigest() if mark == "ETag" else DATE
        condition = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[mark]
        status = 304 if handler.headers.get(condition) == tag else 200
        answer(handler, status, content if status == 200 else "", {"Content-Type": "text/plain", mark: tag})

    return page


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """Crawl a site again after one song was changed, one added and one removed."""
    out = tmp_path_factory.mktemp("second")
    text = song()[1]
    same = {"tagged": marked(text, "ETag"), "dated": marked(text, "Last-Modified"), "plain": song()}
    with site(classic({**same, "changed": marked(text, "ETag"), "gone": song()})) as served:
        crawl(out, classic_site=served.address)
        first = verdict_of(out)
        served.pages = classic({**same, "changed": marked(text + "%", "ETag"), "new": song()})
        served.asked.clear()
        done = crawl(out, classic_site=served.address)
    return {"served": served, "first": first, "out": out, "log": done.stderr}


def test_a_first_crawl_has_nothing_to_compare(second):
    assert second["first"]["changes"] is None


@pytest.mark.parametrize(("kind", "songs"), [("new", ["new"]), ("changed", ["changed"]), ("gone", ["gone"])])
def test_a_second_crawl_names_new_changed_and_gone_songs(kind, songs, second):
    assert verdict_of(second["out"])["changes"][kind] == songs


@pytest.mark.parametrize(
    ("name", "status"), [("tagged", 304), ("dated", 304), ("plain", 200), ("changed", 200), ("new", 200)]
)
def test_a_second_crawl_asks_whether_a_song_changed(name, status, second):
    assert second["served"].statuses(f"/cisb/{name}.isb") == [status]


def test_a_second_crawl_has_the_songs_that_did_not_change(second):
    assert {"tagged", "dated"} < {record["song"] for record in songs_of(second["out"])}


def test_a_second_crawl_has_the_changed_song_as_it_is_now(second):
    changed = next(record for record in songs_of(second["out"]) if record["song"] == "changed")
    assert changed["raw"].endswith("%")


def test_the_changes_are_logged(second):
    assert "1 songs new, 1 changed, 1 gone" in second["log"]


def hang_up(handler):
    handler.connection.close()


@pytest.mark.parametrize(("fault", "reason"), [((404, ""), "2 (status 404)"), (hang_up, "2 (DownloadFailed")])
def test_an_old_page_does_not_replace_one_that_cannot_be_fetched(fault, reason, tmp_path):
    with site(classic({"1": song(), "2": song()})) as served:
        crawl(tmp_path, classic_site=served.address)
        served.pages["/cisb/2.isb"] = fault
        assert reason in crawl(tmp_path, classic_site=served.address).stderr


def test_a_moved_song_is_requested_without_the_validator_of_its_old_address(tmp_path):
    page = marked(song()[1], "Last-Modified")
    with site(classic({"1": page})) as served:
        crawl(tmp_path, classic_site=served.address)
        served.pages |= {"/cisb/1.isb": (301, "", {"Location": "/new"}), "/new": page}
        crawl(tmp_path, classic_site=served.address)
    assert served.statuses("/new") == [200]


def test_a_page_that_did_not_change_stays_as_it_was_unpacked(tmp_path):
    def page(handler):
        same = handler.headers.get("If-None-Match") == "mark"
        answer(handler, 304 if same else 200, b"" if same else PACKED, {"ETag": "mark", "Content-Encoding": "gzip"})

    with site(classic({"1": page})) as served:
        for _ in range(3):
            crawled(tmp_path, classic_site=served.address)
    assert songs_of(tmp_path)[0]["raw"] == song()[1]


def test_a_page_is_kept_whole_or_not_at_all(tmp_path, monkeypatch):
    def torn(path, content):
        path.open("wb").write(content[:-5])
        raise KeyboardInterrupt

    store, request = PageStore({"HTTPCACHE_DIR": tmp_path}), Request("http://a/1.isb")
    monkeypatch.setattr(Path, "write_bytes", torn)
    with pytest.raises(KeyboardInterrupt):
        store.store_response(None, request, Response("http://a/1.isb", body=b"nadii ke paar"))
    assert store.retrieve_response(None, request) is None


def test_a_song_that_is_missing_once_is_neither_gone_nor_new(tmp_path):
    changes = []
    with site(classic({"1": song(), "2": song()})) as served:
        for page in (song(), (404, ""), song()):
            served.pages["/cisb/2.isb"] = page
            crawl(tmp_path, classic_site=served.address, missing_tolerance=0.5)
            changes.append(verdict_of(tmp_path)["changes"])
    assert [(found["new"], found["gone"]) for found in changes[1:]] == [([], []), ([], [])]


def test_an_error_page_is_requested_again(tmp_path):
    with site(classic({"1": song(), "2": (404, "")})) as served:
        crawl(tmp_path, classic_site=served.address)
        served.pages["/cisb/2.isb"] = song()
        assert crawl(tmp_path, classic_site=served.address).returncode == 0


def test_inconsistent_lists_are_requested_again(tmp_path):
    with site(classic({"1": song()}, **{FIRST: listing("1", total=2)})) as served:
        crawl(tmp_path, classic_site=served.address)
        served.pages[FIRST] = listing("1")
        assert crawl(tmp_path, classic_site=served.address).returncode == 0


def test_the_songs_of_a_refused_crawl_are_not_requested_again(tmp_path):
    with site(classic({"1": song()}, **{FIRST: listing("1", total=2)})) as served:
        for _ in range(2):
            crawl(tmp_path, classic_site=served.address)
        assert len(served.times("/cisb/1.isb")) == 1
