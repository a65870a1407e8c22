"""Crawls of incomplete and odd lists, on loopback only."""

import pytest
from archive_site import (
    FIRST,
    LISTS,
    NOTHING,
    SONG,
    classic,
    crawl,
    listing,
    refusal,
    row,
    site,
    song,
    table,
    verdict_of,
)


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ({FIRST: (200, "<p>A new design!</p>")}, "s=a&submit=search&PageNo=1: no 'Total <b>N</b> songs'"),
        ({FIRST: (200, "Total <b>3</b> songs<ul></ul>")}, "no row with"),
        ({FIRST: listing("1", "2"), "/cisb/1.isb": (200, SONG)}, "1 of the 2 songs"),
        ({FIRST: listing("1", total=2), "/cisb/1.isb": (200, SONG)}, "should have 2 songs, but 1 were found"),
        ({FIRST: NOTHING}, "lists no song"),
        ({FIRST: (404, "")}, "status 404"),
    ],
)
def test_an_incomplete_crawl_is_refused(pages, message, tmp_path):
    with site({**LISTS, **pages}) as served:
        done = crawl(tmp_path, classic_site=served.address)
    assert done.returncode != 0
    assert message in done.stderr


def test_a_refused_crawl_keeps_the_old_results(tmp_path):
    (tmp_path / "songs.gz").write_text("before")
    with site({**LISTS, FIRST: (200, "")}) as served:
        crawl(tmp_path, classic_site=served.address)
    assert (tmp_path / "songs.gz").read_text() == "before"


def test_a_missing_song_within_the_tolerance_is_named(tmp_path):
    with site({**LISTS, FIRST: listing("1", "2"), "/cisb/1.isb": (200, SONG)}) as served:
        crawl(tmp_path, classic_site=served.address, missing_tolerance=0.5)
    assert verdict_of(tmp_path)["missing"] == {"2": "status 404"}


def test_a_hostile_id_is_counted_and_not_fetched(tmp_path):
    with site({**LISTS, FIRST: listing("1", "%2e%2e%5cx"), "/cisb/1.isb": (200, SONG)}) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["invalid"] == ["..\\x"]


def test_a_link_to_a_file_of_this_machine_is_not_followed(tmp_path):
    link = "Total <b>1</b> songs<table><tr><td><a href=x?fileurl=file:///etc/hostname>View</a></tr></table>"
    with site({**LISTS, FIRST: (200, link)}) as served:
        assert "hostname (NotSupported" in refusal(crawl(tmp_path, classic_site=served.address))


def test_a_table_around_the_list_is_not_a_row(tmp_path):
    status, page = listing("1", "2")
    pages = {f"/cisb/{song}.isb": (200, SONG) for song in "12"}
    with site({**LISTS, **pages, FIRST: (status, f"<table><tr><td>{page}</table>")}) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["pages"]["listed"] == 5


def test_robots_txt_is_obeyed(tmp_path):
    robots = {"/robots.txt": (200, "User-agent: *\nDisallow: /")}
    with site({**LISTS, **robots, FIRST: listing("1"), "/cisb/1.isb": (200, SONG)}) as served:
        assert "robots.txt" in refusal(crawl(tmp_path, classic_site=served.address))


def test_a_server_that_is_down_is_named(tmp_path):
    with site({}) as served:
        pass
    # The catalogue is one list, where the classic site has five to be given up.
    done = crawl(tmp_path, {"GIITAAYAN_API_KEY": "public"}, layout="catalogue", catalogue_site=served.address)
    assert served.address in refusal(done)


def test_a_list_row_without_a_file_is_named_and_not_missing(tmp_path):
    rows = table(row("/cisb/1.isb"), "<tr><td>dil<td>Namuunaa<td>none</tr>")
    with site(classic({"1": song()}, **{FIRST: rows})) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["rows_without_file"] == ["dil - Namuunaa"]
