"""The crawl of the replica and of faulty servers, on loopback only."""

import codecs
import http.client

import pytest
from archive_site import (
    ARCHIVE,
    FIRST,
    LISTS,
    NOTHING,
    SONG,
    classic,
    crawl,
    crawled,
    listing,
    refusal,
    row,
    site,
    song,
    songs_of,
    table,
    verdict_of,
)

from geetkar.archive.crawl import REPLICA_SITES, live_settings, write_songs
from geetkar.archive.encodings import decode
from geetkar.archive.field_counts import field_flaw
from geetkar.archive.progress import progress
from geetkar.archive.replica import CLASSIC_FILES, serve_replica
from geetkar.archive.sites import Archive
from geetkar.archive.song_file import SongFile, is_web_page
from geetkar.archive.song_folder import song_files, song_id
from geetkar.archive.song_ids import is_song_id, is_song_name, song_id_of
from geetkar.archive.song_page import isb_from_page
from geetkar.archive.spiders import ClassicSpider, Ledger
from geetkar.workflow.errors import InputError


def make_songs(folder):
    """Return a new folder with songs of every kind."""
    folder.mkdir()
    for number in range(1, 61):  # more than a page of the classic list
        (folder / f"{number}.isb.txt").write_text(SONG.replace("TITLE", f"nadii ke paar {number}"))
    (folder / "rmim1.isb.txt").write_bytes(SONG.replace("TITLE", "caf\u00e9").encode("latin-1"))
    (folder / "70.isb.txt").write_text(SONG.replace("\\stitle{TITLE}%\n", ""))
    (folder / "71.isb.txt").write_text(SONG.replace("TITLE", "<b>'naa' & haa</b>"))
    return folder


@pytest.fixture
def folder(tmp_path):
    return make_songs(tmp_path / "isb")


@pytest.mark.parametrize("layout", ["classic", "catalogue", "auto"])
def test_every_song_of_a_folder_is_crawled(layout, folder, tmp_path):
    assert crawl(tmp_path, folder=str(folder), layout=layout).returncode == 0
    assert [song["song"] for song in songs_of(tmp_path)] == [*map(str, range(1, 61)), "70", "71", "rmim1"]


def test_both_layouts_bring_the_same_files(folder, tmp_path):
    found = []
    for layout in ("classic", "catalogue"):
        crawled(tmp_path, folder=str(folder), layout=layout)
        found.append([song | {"url": ""} for song in songs_of(tmp_path)])
    assert found[0] == found[1]


def test_two_crawls_give_the_same_bytes(folder, tmp_path):
    contents = []
    for _ in range(2):
        crawled(tmp_path, folder=str(folder))
        contents.append((tmp_path / "songs.gz").read_bytes() + (tmp_path / "crawl.json").read_bytes())
    assert contents[0] == contents[1]


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Crawl the folder once; return the paths written and the finished process."""
    out = tmp_path_factory.mktemp("once")
    return out, crawled(out, folder=str(make_songs(out / "isb"))).stderr


def test_no_lyric_goes_into_the_log(once):
    assert "nadii ke paar" not in once[1]


def test_a_proxy_of_the_environment_does_not_matter(folder, tmp_path):
    environment = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "*"}
    assert crawl(tmp_path, environment, folder=str(folder)).returncode == 0


def test_the_verdict_counts_the_pages(once):
    pages = verdict_of(once[0])["pages"]
    # Two pages of a, e and i, one of u, and the answer that o finds nothing.
    assert (pages["listed"], pages["failed"]) == (8, 0)


def test_the_encodings_are_counted(once):
    assert verdict_of(once[0])["encodings"] == {"ascii": 62, "latin-1": 1}


@pytest.fixture(scope="module")
def flawed(tmp_path_factory):
    """Return the verdict on a folder with three additional songs with errors in their fields."""
    out = tmp_path_factory.mktemp("flawed")
    folder = make_songs(out / "isb")
    films = {"80": "\\film{}", "81": "\\film{never closed", "82": "\\year{61}"}
    for number, film in films.items():
        (folder / f"{number}.isb.txt").write_text(SONG.replace("\\film{Namuunaa}%", film))
    crawled(out, folder=str(folder))
    return verdict_of(out)


@pytest.mark.parametrize(
    ("kind", "name", "counts"),
    [
        ("files", "stitle", {"missing": 1, "empty": 0, "malformed": 0}),
        ("files", "film", {"missing": 1, "empty": 1, "malformed": 1}),
        ("files", "year", {"missing": 65, "empty": 0, "malformed": 1}),
        ("rows", "film", {"missing": 0, "empty": 2, "malformed": 0}),
    ],
)
def test_the_errors_in_the_fields_are_counted(kind, name, counts, flawed):
    assert flawed["fields"][kind][name] == counts


def test_a_file_that_no_list_shows_is_named(folder, tmp_path):
    (tmp_path / "outside.isb.txt").write_text(SONG)
    (folder / "90.isb.txt").symlink_to(tmp_path / "outside.isb.txt")
    crawl(tmp_path, folder=str(folder))
    assert verdict_of(tmp_path)["files_without_row"] == ["90"]


def test_songs_are_sorted_whatever_the_order_of_their_download(tmp_path):
    found = [SongFile(song, None, "", "", 200, "", "ascii", "") for song in ("2", "7", "007", "10", "rmim1")]
    for name, songs in (("one", found), ("other", found[::-1])):
        write_songs(tmp_path / name, songs)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_latin_1_file_keeps_its_letters(once):
    assert "caf\u00e9" in songs_of(once[0])[-1]["raw"]


ENCODED = [
    (b"dil", "ascii"),
    ("दिल".encode(), "utf-8"),
    ("दिल".encode("utf-8-sig"), "utf-8-sig"),
    ("दिल".encode("utf-16"), "utf-16"),
    (codecs.BOM_UTF16_BE + "दिल".encode("utf-16-be"), "utf-16"),
    (b"caf\xe9", "latin-1"),
    (b"\x93dil\x94", "windows-1252"),
    (b"\x93dil\x81", "latin-1"),
    (b"\xff\xfed", "latin-1"),
]


@pytest.mark.parametrize(("content", "encoding"), ENCODED)
def test_the_encoding_is_recognized(content, encoding):
    assert decode(content)[0] == encoding


@pytest.mark.parametrize("content", [content for content, _ in ENCODED])
def test_a_byte_order_mark_is_removed(content):
    assert "\ufeff" not in decode(content)[1]


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>Error", True),
        ("\n <HTML><body>404", True),
        ("<h1>Not found</h1>", True),
        ("", False),
        ("nadii ke paar", False),
        ("<html>\n\\startsong", False),
        ("<html>\n#indian", False),
        ("<html>\n\\film{Namuunaa}", False),
        ("<3 dil", False),
    ],
)
def test_an_error_page_is_distinguished_from_a_song(text, is_page):
    assert is_web_page(text) == is_page


@pytest.mark.parametrize(
    ("name", "value", "flaw"),
    [
        ("film", None, "missing"),
        ("film", " ", "empty"),
        ("film", "?", "malformed"),
        ("film", "1942", None),
        ("year", "1961", None),
        ("year", 1961, None),
        ("year", "61", "malformed"),
        ("year", "19611", "malformed"),
    ],
)
def test_the_error_in_a_field_is_named(name, value, flaw):
    assert field_flaw(name, value) == flaw


GOOD_NAMES = ["1", "007", "rmim1", "-rf", "_", "A-b_C", "x" * 64]
# Names of every kind that no id can be, some of which differ by a little.
ODD_NAMES = [
    "nadii ke paar",
    "nadii  ke paar",
    "Nadii ke paar",
    "nadii.ke.paar",
    " nadii ke paar ",
    "nadii ke paar 100%",
    "nadii%20ke%20paar",
    'it\'s "nadii"',
    "nadii+paar",
    "nadii ke paar? #1 & 2; a=b",
    "caf\u00e9",
    "\u0926\u093f\u0932",
    "\u0926\u093f\u0932 \u0926\u093f\u0932",
    ".nadii",
    "..",
    "- nadii",
    "$HOME `id` *~[a]",
    "x" * 65,
    "x" * 66,
    "nadii " * 30,
]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_name_that_is_a_valid_id_is_kept(name):
    assert song_id_of(name) == name


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_id_is_made_from_any_other_name(name):
    assert is_song_name(name) and is_song_id(song_id_of(name))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_made_id_does_not_begin_like_an_option(name):
    assert not song_id_of(name).startswith("-")


def test_different_names_have_different_ids():
    names = [*GOOD_NAMES, *ODD_NAMES]
    assert len({song_id_of(name) for name in names}) == len(names)


def test_an_id_has_the_words_of_its_name_and_is_the_same_everywhere():
    assert song_id_of("nadii ke paar") == "nadii-ke-paar-0270f08976ae"


@pytest.mark.parametrize("name", ["", "a/b", "..\\x", "1\n", "\0", "\x9b31m", "caf\udce9", "x" * 256])
def test_an_unsafe_name_is_refused(name):
    assert not is_song_name(name)


@pytest.fixture(scope="module", params=["classic", "catalogue"])
def oddly_named(request, tmp_path_factory):
    """Return the songs of a folder of odd names, by the name of their file."""
    out = tmp_path_factory.mktemp("odd")
    (out / "isb").mkdir()
    for name in ["1", *ODD_NAMES]:
        (out / "isb" / f"{name}.isb.txt").write_text(SONG.replace("TITLE", f"naav {len(name)}"))
    crawled(out, folder="isb", layout=request.param)
    return {record["file"]: record for record in songs_of(out)}


@pytest.mark.parametrize("name", ["1", *ODD_NAMES])
def test_a_song_of_a_folder_has_the_name_of_its_file(name, oddly_named):
    found = oddly_named[f"{name}.isb.txt"]
    assert found["song"] == song_id_of(name) and f"naav {len(name)}}}" in found["raw"]


def test_songs_of_a_folder_have_no_address_and_no_time(oddly_named):
    assert {(record["url"], record["fetched_at"]) for record in oddly_named.values()} == {(None, None)}


def test_files_with_the_same_song_id_are_named(folder):
    for name in ("nadii ke paar", song_id_of("nadii ke paar")):
        (folder / f"{name}.isb.txt").write_text(SONG)
    with pytest.raises(InputError, match=r"'nadii ke paar\.isb\.txt' and 'nadii-ke-paar-0270f08976ae\.isb\.txt'"):
        song_files(folder)


def test_adding_a_file_changes_no_id(folder):
    (folder / "nadii ke paar.isb.txt").write_text(SONG)
    before = {path.name: song_id(path) for path in song_files(folder)}
    (folder / "nadii.ke.paar.isb.txt").write_text(SONG)
    after = {path.name: song_id(path) for path in song_files(folder)}
    assert len({*after.values()}) == len(before) + 1 and before.items() < after.items()


@pytest.mark.parametrize(
    ("link", "path", "file"),
    [
        ("/cisb/7.isb", "/cisb/7.isb", "7.isb"),
        ("/cisb/nadii%20ke%20paar.isb", "/cisb/nadii%20ke%20paar.isb", "nadii ke paar.isb"),
        ("/cisb/nadii+ke+paar.isb", "/cisb/nadii%20ke%20paar.isb", "nadii ke paar.isb"),
        ("/cisb/nadii%2520ke%2520paar.isb", "/cisb/nadii%20ke%20paar.isb", "nadii ke paar.isb"),
        ("/cisb/nadii%2Bpaar.isb", "/cisb/nadii+paar.isb", "nadii+paar.isb"),
        ("/cisb/100%25.isb", "/cisb/100%25.isb", "100%.isb"),
        ("/cisb/kyaa%3F%231.isb.txt", "/cisb/kyaa%3F%231.isb.txt", "kyaa?#1.isb.txt"),
        ("/cisb/nadii.ke.paar.isb", "/cisb/nadii.ke.paar.isb", "nadii.ke.paar.isb"),
        ("/cisb/caf%C3%A9.isb", "/cisb/caf%C3%A9.isb", "caf\u00e9.isb"),
        ("/cisb/it%27s.isb", "/cisb/it's.isb", "it's.isb"),
    ],
)
def test_a_linked_file_with_an_odd_name_is_requested_and_named(link, path, file, tmp_path):
    with site({**LISTS, FIRST: table(row(link)), path: song()}) as served:
        crawled(tmp_path, classic_site=served.address)
    name = file.removesuffix(".txt").removesuffix(".isb")
    assert [(found["song"], found["file"]) for found in songs_of(tmp_path)] == [(song_id_of(name), file)]


def test_a_song_that_was_read_from_a_page_has_no_file(tmp_path):
    link = "<TR><TD><a HREF=viewisbsong.asp?id=nadii%20ke%20paar>t</A><td>f</TR>"
    with site({**LISTS, FIRST: table(link), "/viewisbsong.asp?id=nadii%20ke%20paar": (200, PAGE)}) as served:
        crawled(tmp_path, classic_site=served.address)
    assert [(found["song"], found["file"]) for found in songs_of(tmp_path)] == [(song_id_of("nadii ke paar"), None)]


@pytest.mark.parametrize("song", ["../x", "a/b", "", "x" * 65, "1\n", "a b"])
def test_an_invalid_id_is_refused(song):
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
        ({}, "has no song files; their names must end in .isb.txt"),
        ({"a.isb.txt": b"\x00\x01"}, "are not ISB files"),
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


def test_a_list_row_without_a_file_is_named_and_not_missing(tmp_path):
    rows = table(row("/cisb/1.isb"), "<tr><td>dil<td>Namuunaa<td>none</tr>")
    with site(classic({"1": song()}, **{FIRST: rows})) as served:
        crawl(tmp_path, classic_site=served.address)
    assert verdict_of(tmp_path)["rows_without_file"] == ["dil - Namuunaa"]


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


def test_progress_shows_the_lists_first():
    assert progress(Ledger(pages=2, expected_pages=8), rate=1.5) == "2 of 8 pages of the lists, 1.5 pages/s"


def test_progress_shows_songs_and_time_left():
    ledger = Ledger(listed={number: {} for number in "12345"}, fetched={"1": ""}, missing={"2": ""})
    assert progress(ledger, rate=0.5) == "2 of 5 listed songs, 0.5 pages/s, 0:00:06 left"
