"""Songs that are read from a page of the classic site."""

import pytest
from archive_site import (
    FIRST,
    LISTS,
    crawled,
    site,
    songs_of,
    table,
)

from geetkar.archive.song_page import isb_from_page
from geetkar.songs.song_ids import song_id_of


def test_a_song_that_was_read_from_a_page_has_no_file(tmp_path):
    link = "<TR><TD><a HREF=viewisbsong.asp?id=nadii%20ke%20paar>t</A><td>f</TR>"
    with site({**LISTS, FIRST: table(link), "/viewisbsong.asp?id=nadii%20ke%20paar": (200, PAGE)}) as served:
        crawled(tmp_path, classic_site=served.address)
    assert [(found["song"], found["file"]) for found in songs_of(tmp_path)] == [(song_id_of("nadii ke paar"), None)]


PAGE = """<HTML><BODY><H3>giitaayan</H3>
nadii &amp; naav - Namuunaa (1961)<BR>
Lyrics: Ek Gitkar | Music: Ek Sangitkar | Singer(s): Ek, Do<BR>
<A HREF=x>View in Nagari (Hindi)</A><BR>
nadii ke paar<BR>
jaanaa hai</BODY></HTML>"""


def test_a_song_page_becomes_an_isb_file():
    text = isb_from_page(PAGE)
    assert "\\stitle{nadii & naav}%" in text and "#indian\nnadii ke paar\n" in text


@pytest.mark.parametrize("lost", ["(1961)", "Lyrics:", "View in Nagari"])
def test_a_song_page_that_lacks_a_part_is_refused(lost):
    with pytest.raises(ValueError, match="no li"):
        isb_from_page(PAGE.replace(lost, ""))
