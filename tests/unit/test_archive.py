"""The crawl, on loopback only: the replica, and servers that misbehave."""

import gzip
import http.client
import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geetkar.archive.crawl import live_settings
from geetkar.archive.items import decode, is_song_id
from geetkar.archive.replica import CLASSIC_FILES, serve_replica
from geetkar.archive.song_folder import song_files
from geetkar.archive.song_page import isb_from_page
from geetkar.errors import InputError

SCRIPTS = Path(__file__).parents[2] / "workflow_scripts"
SONG = "\\startsong\n\\stitle{TITLE}%\n\\film{Namuunaa}%\n#indian\nnadii ke paar\n#endindian\n"

CRAWL = """
import json, sys
from geetkar.archive.crawl import crawl_archive
from geetkar.errors import InputError
try:
    crawl_archive(json.loads(sys.argv[1]), *sys.argv[2:])
except InputError as error:
    sys.exit(f"refused: {error}")
"""

ARCHIVE = {
    "folder": None,
    "layout": "classic",
    "classic_site": "",
    "catalogue_site": "",
    "files_site": "",
    "contact": "tests@example.org",
    "delay": 0,
    "missing_tolerance": 0.0,
}


def crawl(out, environment=None, **archive):
    """Crawl in a process of its own, as the rule does: a reactor runs once in a process."""
    arguments = [json.dumps(ARCHIVE | archive), "songs.gz", "crawl.json", "cache"]
    return subprocess.run(
        [sys.executable, "-c", CRAWL, *arguments],
        cwd=out,
        env={"PYTHONPATH": str(SCRIPTS), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=100,
    )


def songs_of(out):
    with gzip.open(out / "songs.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "isb"
    folder.mkdir()
    for number in range(1, 61):  # more than a page of the classic list
        (folder / f"{number}.isb.txt").write_text(SONG.replace("TITLE", f"nadii ke paar {number}"))
    (folder / "rmim1.isb.txt").write_bytes(SONG.replace("TITLE", "caf\u00e9").encode("latin-1"))
    (folder / "70.isb.txt").write_text(SONG.replace("\\stitle{TITLE}%\n", ""))
    (folder / "71.isb.txt").write_text(SONG.replace("TITLE", "<b>'naa' & haa</b>"))
    return folder


@pytest.mark.parametrize("layout", ["classic", "catalogue"])
def test_every_song_of_a_folder_is_crawled(layout, folder, tmp_path):
    assert crawl(tmp_path, folder=str(folder), layout=layout).returncode == 0
    assert [song["song"] for song in songs_of(tmp_path)] == [*map(str, range(1, 61)), "70", "71", "rmim1"]


def test_both_layouts_bring_the_same_files(folder, tmp_path):
    found = []
    for layout in ("classic", "catalogue"):
        crawl(tmp_path, folder=str(folder), layout=layout)
        found.append([song | {"url": ""} for song in songs_of(tmp_path)])
    assert found[0] == found[1]


def test_two_crawls_give_the_same_bytes(folder, tmp_path):
    contents = []
    for _ in range(2):
        crawl(tmp_path, folder=str(folder))
        contents.append((tmp_path / "songs.gz").read_bytes() + (tmp_path / "crawl.json").read_bytes())
    assert contents[0] == contents[1]


def test_a_proxy_of_the_environment_does_not_matter(folder, tmp_path):
    environment = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "*"}
    assert crawl(tmp_path, environment, folder=str(folder)).returncode == 0


def test_the_verdict_counts_the_pages(folder, tmp_path):
    crawl(tmp_path, folder=str(folder))
    pages = json.loads((tmp_path / "crawl.json").read_text())["pages"]
    assert (pages["listed"], pages["failed"]) == (
        8,
        0,
    )  # two pages of a, e and i, one of u, and the answer that o finds nothing


def test_a_latin_1_file_keeps_its_letters(folder, tmp_path):
    crawl(tmp_path, folder=str(folder))
    assert "caf\u00e9" in songs_of(tmp_path)[-1]["raw"]


@pytest.mark.parametrize(
    ("content", "encoding"), [(b"dil", "ascii"), ("दिल".encode(), "utf-8"), (b"caf\xe9", "latin-1")]
)
def test_the_encoding_is_found_and_told(content, encoding):
    assert decode(content)[0] == encoding


@pytest.mark.parametrize("song", ["../x", "a/b", "", "x" * 65, "1\n", "a b"])
def test_an_id_that_is_none_is_refused(song):
    assert not is_song_id(song)


@pytest.mark.parametrize("name", ["../secret", "..%2Fsecret", "secret", "link"])
def test_the_replica_serves_nothing_but_songs(name, folder):
    (folder.parent / "secret.isb.txt").write_text("secret")
    (folder / "link.isb.txt").symlink_to(folder.parent / "secret.isb.txt")
    with serve_replica(folder) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", f"{CLASSIC_FILES}{name}.isb")
        assert connection.getresponse().status == 404


def test_the_replica_stops_when_its_block_fails(folder):
    with pytest.raises(ZeroDivisionError), serve_replica(folder) as port:
        raise ZeroDivisionError
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", port).connect()


def test_a_title_of_markup_is_shown_as_text(folder):
    with serve_replica(folder) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/search.asp?browse=stitle&s=haa")
        assert b"&lt;b&gt;&#x27;naa" in connection.getresponse().read()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (None, "is not a folder"),
        ({}, "holds no song file"),
        ({"a.isb.txt": b"\x00\x01"}, "is an ISB file"),
    ],
)
def test_a_folder_without_songs_is_named(files, message, tmp_path):
    folder = tmp_path / "songs"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        song_files(folder)


def test_the_live_archive_wants_a_contact():
    with pytest.raises(InputError, match=r"archive\.contact"):
        live_settings(ARCHIVE | {"contact": " "}, "cache")


def test_the_live_catalogue_wants_its_key(monkeypatch):
    monkeypatch.delenv("GIITAAYAN_API_KEY", raising=False)
    with pytest.raises(InputError, match="GIITAAYAN_API_KEY"):
        live_settings(ARCHIVE | {"layout": "catalogue"}, "cache")


def test_the_live_archive_is_asked_one_page_at_a_time_and_not_too_fast():
    settings = live_settings(ARCHIVE | {"delay": 2.0}, "cache")
    names = ("CONCURRENT_REQUESTS", "DOWNLOAD_DELAY", "DOWNLOAD_DELAY_JITTER", "ROBOTSTXT_OBEY")
    assert [settings[name] for name in names] == [1, 2.0, 0, True]


@contextmanager
def site(pages, fallback=404):
    """A classic site of given pages, (status, body) by path; another path gets the fallback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = pages.get(self.path.split("&submit")[0], (fallback, ""))
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def listing(*songs, total=None):
    rows = "".join(f"<tr><td>t<td><a href=x?fileurl=/cisb/{song}.isb>View</a></tr>" for song in songs)
    return 200, f"Total <b>{total or len(songs)}</b> songs<table>{rows}</table>"


NOTHING = (200, "Sorry, no song found for your search!")
LISTS = {f"/search.asp?browse=stitle&s={vowel}": NOTHING for vowel in "eiou"}
FIRST = "/search.asp?browse=stitle&s=a"


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ({FIRST: (200, "<p>A new design!</p>")}, "s=a&submit=search&PageNo=1: no 'Total <b>N</b> songs'"),
        ({FIRST: (200, "Total <b>3</b> songs<ul></ul>")}, "no row with"),
        ({FIRST: listing("1", "2"), "/cisb/1.isb": (200, SONG)}, "1 of the 2 songs"),
        ({FIRST: listing("1", total=2), "/cisb/1.isb": (200, SONG)}, "has 2 songs; 1 were found"),
        ({FIRST: NOTHING}, "lists no song"),
        ({FIRST: (404, "")}, "status 404"),
    ],
)
def test_a_crawl_that_missed_something_is_refused(pages, message, tmp_path):
    with site({**LISTS, **pages}) as address:
        done = crawl(tmp_path, classic_site=address)
    assert done.returncode != 0
    assert message in done.stderr


def test_a_refused_crawl_leaves_what_was_there(tmp_path):
    (tmp_path / "songs.gz").write_text("before")
    with site({**LISTS, FIRST: (200, "")}) as address:
        crawl(tmp_path, classic_site=address)
    assert (tmp_path / "songs.gz").read_text() == "before"


def test_a_missing_song_within_the_tolerance_is_named(tmp_path):
    with site({**LISTS, FIRST: listing("1", "2"), "/cisb/1.isb": (200, SONG)}) as address:
        crawl(tmp_path, classic_site=address, missing_tolerance=0.5)
    assert json.loads((tmp_path / "crawl.json").read_text())["missing"] == {"2": "status 404"}


def test_a_hostile_id_is_counted_and_not_fetched(tmp_path):
    with site({**LISTS, FIRST: listing("1", "%2e%2e%5cx"), "/cisb/1.isb": (200, SONG)}) as address:
        crawl(tmp_path, classic_site=address)
    assert json.loads((tmp_path / "crawl.json").read_text())["invalid"] == ["..\\x"]


def test_a_link_to_a_file_of_this_machine_is_not_followed(tmp_path):
    link = "Total <b>1</b> songs<table><tr><td><a href=x?fileurl=file:///etc/hostname>View</a></tr></table>"
    with site({**LISTS, FIRST: (200, link)}) as address:
        assert "hostname (NotSupported" in crawl(tmp_path, classic_site=address).stderr


def test_a_table_around_the_list_is_no_row(tmp_path):
    status, page = listing("1", "2")
    pages = {f"/cisb/{song}.isb": (200, SONG) for song in "12"}
    with site({**LISTS, **pages, FIRST: (status, f"<table><tr><td>{page}</table>")}) as address:
        crawl(tmp_path, classic_site=address)
    assert json.loads((tmp_path / "crawl.json").read_text())["pages"]["listed"] == 5


def test_robots_txt_is_obeyed(tmp_path):
    robots = {"/robots.txt": (200, "User-agent: *\nDisallow: /")}
    with site({**LISTS, **robots, FIRST: listing("1"), "/cisb/1.isb": (200, SONG)}) as address:
        assert "robots.txt" in crawl(tmp_path, classic_site=address).stderr


def test_a_server_that_is_down_is_named(tmp_path):
    with site({}) as address:
        pass
    assert address in crawl(tmp_path, classic_site=address).stderr


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
