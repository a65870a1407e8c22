"""Lists and song pages of the wrong type or charset, and with scripts."""

import pytest
from archive_site import (
    FIRST,
    classic,
    crawl,
    row,
    site,
    song,
    songs_of,
    table,
    verdict_of,
)
from faulty_pages import LISTED

from geetkar.archive.song_page import isb_from_page

MIXED_CASE = "TOTAL <B>1</b> Songs<TABLE Border=1><Tr><TD>t<Td>f<TD><A HREF=x?fileurl=/cisb/1.isb>View</a></TR>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (LISTED, "text/plain"),
        (LISTED, "application/octet-stream"),
        (MIXED_CASE, "text/html"),
        (f"<title>caf\u00e9</title>{LISTED}".encode("latin-1"), "text/html; charset=utf-8"),
        (f"<meta charset=latin-1>\u0926\u093f\u0932{LISTED}".encode(), "text/html; charset=iso-8859-1"),
        (LISTED.encode("utf-16"), "text/html"),
        (f"<script>document.write('<table><tr><td>')</script>{LISTED}", "text/html"),
    ],
)
def test_a_list_is_read_whatever_its_headers_say(body, kind, tmp_path):
    with site(classic({"1": song()}, **{FIRST: (200, body, {"Content-Type": kind})})) as served:
        crawl(tmp_path, classic_site=served.address)
    assert [record["song"] for record in songs_of(tmp_path)] == ["1"]


def test_a_list_of_the_wrong_charset_keeps_its_letters(tmp_path):
    _, page = table(row("/cisb/1.isb"), "<tr><td>caf\u00e9<td>f<td>none</tr>")
    page = (200, page.encode("latin-1"), {"Content-Type": "text/html; charset=utf-8"})
    with site(classic({"1": song()}, **{FIRST: page})) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["rows_without_file"] == ["caf\u00e9 - f"]


def test_a_script_in_a_title_is_not_a_row(tmp_path):
    title = "<script>x = '<tr><td>'</script>dil &lt;script&gt;"
    with site(classic({"1": song()}, **{FIRST: table(row("/cisb/1.isb", title))})) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["lists"] == {"a": 1}


PAGE = """<HTML><Head><meta charset=utf-8><script>Lyrics: a | Music: b | Singer(s): c</script></HEAD><BODY>
caf\u00e9 - Namuunaa (1961)<BR>
Lyrics: Ek Gitkar | Music: Ek Sangitkar | Singer(s): Ek, Do<BR>
<A HREF=x>View in Nagari (Hindi)</A><BR>
nadii ke paar<script>alert(1)</script><BR></BODY></HTML>"""
PAGE_ROW = "<TR><TD><a HREF=viewisbsong.asp?id=7>t</A><td>f</TR>"


def test_a_song_page_of_the_wrong_charset_keeps_its_letters(tmp_path):
    page = (200, PAGE.encode("latin-1"), {"Content-Type": "text/html; charset=utf-8"})
    with site(classic({}, **{FIRST: table(PAGE_ROW), "/viewisbsong.asp?id=7": page})) as served:
        crawl(tmp_path, classic_site=served.address)
    assert "\\stitle{caf\u00e9}%" in songs_of(tmp_path)[0]["raw"]


def test_a_script_of_a_song_page_is_not_part_of_the_lyrics():
    assert "alert" not in isb_from_page(PAGE)


def test_a_changed_song_page_stops_the_crawl(tmp_path):
    with site(classic({}, **{FIRST: table(PAGE_ROW), "/viewisbsong.asp?id=7": (200, "new!")})) as served:
        assert "viewisbsong.asp?id=7: no line" in crawl(tmp_path, classic_site=served.address).stderr
