"""A crawl of the live catalogue, and which of the two layouts a crawl takes."""

import json

import pytest
from archive_site import (
    classic,
    crawl,
    refusal,
    site,
    song,
    songs_of,
    verdict_of,
)

from geetkar.songs.song_ids import song_id_of

ROWS = "/rest/songs?select=*&order=id.asc"
KEY = {"GIITAAYAN_API_KEY": "public"}


def catalogue(*rows):
    """Return the catalogue's response with given rows."""
    headers = {"Content-Type": "application/json", "Content-Range": f"0-{len(rows) - 1}/{len(rows)}"}
    return 200, json.dumps(rows), headers


def catalogue_row(number, name):
    return {"id": number, "isb_number": name, "song_title": "nadii", "year": 1961}


def crawl_both(out, served, environment=None, **archive):
    """Crawl a site with the classic lists and possibly a catalogue."""
    sites = {"classic_site": served.address, "catalogue_site": f"{served.address}/rest"}
    return crawl(out, environment, **sites, files_site=f"{served.address}/docs", **archive)


BOTH = {**classic({"1": song()}), ROWS: catalogue(catalogue_row(1, "2")), "/docs/2.isb.txt": song()}


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("nadii ke paar", "/docs/nadii%20ke%20paar.isb.txt"),
        ("100%", "/docs/100%25.isb.txt"),
        ("kyaa? #1", "/docs/kyaa%3F%20%231.isb.txt"),
        ("..", "/docs/...isb.txt"),
        ("\u0926\u093f\u0932", "/docs/%E0%A4%A6%E0%A4%BF%E0%A4%B2.isb.txt"),
    ],
)
def test_a_catalogue_file_with_an_odd_number_is_requested_and_named(number, path, tmp_path):
    with site({ROWS: catalogue(catalogue_row(1, number)), path: song()}) as served:
        assert crawl_both(tmp_path, served, KEY, layout="catalogue").returncode == 0
    assert [(found["song"], found["file"]) for found in songs_of(tmp_path)] == [
        (song_id_of(number), f"{number}.isb.txt")
    ]


def test_a_number_that_leads_out_of_the_folder_of_files_is_not_requested(tmp_path):
    rows = [catalogue_row(number, name) for number, name in enumerate(["1", "../../1", "\ud800"], start=1)]
    with site({ROWS: catalogue(*rows), "/docs/1.isb.txt": song()}) as served:
        assert crawl_both(tmp_path, served, KEY, layout="catalogue").returncode == 0
    assert verdict_of(tmp_path)["invalid"] == ["../../1", "?"]
    assert [path for path, *_ in served.asked if path.startswith("/docs")] == ["/docs/1.isb.txt"]


@pytest.mark.parametrize(
    ("environment", "answer", "layout"),
    [
        (KEY, BOTH[ROWS], "catalogue"),
        (None, BOTH[ROWS], "classic"),
        (KEY, (401, ""), "classic"),
        (KEY, (200, "<p>A new design!</p>"), "classic"),
        (KEY, (200, "[]", {"Content-Range": "*/0"}), "classic"),
    ],
)
def test_auto_crawls_the_catalogue_if_it_can_be_read(environment, answer, layout, tmp_path):
    with site({**BOTH, ROWS: answer}) as served:
        crawl_both(tmp_path, served, environment, layout="auto")
    assert verdict_of(tmp_path)["layout"] == layout


@pytest.mark.parametrize(
    ("environment", "why"), [(KEY, "could not read the catalogue (status 401)"), (None, "no GIITAAYAN_API_KEY")]
)
def test_auto_logs_why_it_reads_the_lists(environment, why, tmp_path):
    with site({**BOTH, ROWS: (401, "")}) as served:
        assert why in crawl_both(tmp_path, served, environment, layout="auto").stderr


def test_an_empty_catalogue_is_refused(tmp_path):
    with site({ROWS: (200, "[]", {"Content-Range": "*/0"})}) as served:
        assert "lists no song" in refusal(crawl_both(tmp_path, served, KEY, layout="catalogue"))


def test_a_catalogue_row_without_a_file_is_counted_and_not_missing(tmp_path):
    rows = catalogue(catalogue_row(1, "2"), catalogue_row(7, None), catalogue_row(8, ""))
    with site({**BOTH, ROWS: rows}) as served:
        crawl_both(tmp_path, served, KEY, layout="catalogue")
    assert verdict_of(tmp_path)["rows_without_file"] == ["7", "8"]


def test_the_errors_in_the_catalogues_columns_are_counted(tmp_path):
    rows = catalogue(catalogue_row(1, "2"), catalogue_row(7, None) | {"year": "19xx"})
    with site({**BOTH, ROWS: rows}) as served:
        crawl_both(tmp_path, served, KEY, layout="catalogue")
    counts = verdict_of(tmp_path)["fields"]["rows"]
    assert (counts["isb_number"]["missing"], counts["year"]["malformed"]) == (1, 1)
