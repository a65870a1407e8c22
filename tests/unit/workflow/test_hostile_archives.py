"""Archives that attack the crawler: addresses, certificates, endless lists, texts, files."""

import datetime
import logging
import os
import re
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from archive_site import (
    FIRST,
    LISTS,
    SONG,
    answer,
    classic,
    crawl,
    listing,
    row,
    site,
    song,
    songs_of,
    table,
    verdict_of,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from own_code import OWN_CODE
from processor_time import takes_linear_time
from scrapy.exceptions import CloseSpider

from geetkar.archive.crawl import REPLICA_SITES
from geetkar.archive.song_file import SongFile
from geetkar.archive.song_page import isb_from_page
from geetkar.archive.spiders import LARGEST_ARCHIVE, MOST_SONGS, ClassicSpider, Ledger
from geetkar.songs.source_files import LARGEST_FOLDER, isb_files
from geetkar.workflow.errors import InputError
from geetkar.workflow.logs import log_to

ROOT = Path(__file__).parents[3]
TERMINAL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Crawl an archive with all these attacks at once; return the verdict and the songs."""
    out = tmp_path_factory.mktemp("hostile")

    def late(handler):
        handler.date_time_string = lambda timestamp=None: "Fri, 31 Dec 9999 23:59:59 -2300"
        answer(handler, *song())

    songs = {
        "fine": song(),
        "late": late,
        "moved": (302, "", {"Location": "http://localhost:9/cisb/moved.isb"}),
    }
    addresses = [*(f"/cisb/{name}.isb" for name in songs), "http://127.0.0.2:9/inside.isb", "/cisb/%00.isb"]
    with site(classic(songs, **{FIRST: table(*map(row, addresses))})) as served:
        done = crawl(out, classic_site=served.address, missing_tolerance=0.9)
    assert done.returncode == 0, done.stderr
    return verdict_of(out), {each["song"]: each for each in songs_of(out)}


@pytest.mark.parametrize("name", ["inside", "moved"])
def test_no_page_of_the_archive_makes_the_crawl_request_this_network(name, hostile):
    assert "has a private address" in hostile[0]["missing"][name]


def test_an_impossible_date_loses_no_song(hostile):
    assert "late" in hostile[1]


def test_an_id_with_a_zero_byte_is_invalid(hostile):
    assert hostile[0]["invalid"] == ["\0"]


@pytest.fixture
def impostor(tmp_path):
    """Return the address of a server on loopback with a self-signed certificate."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    day = datetime.datetime(2020, 1, 1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, day, day.replace(year=2200))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "server.pem").write_bytes(private + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *arguments: None  # what it says of a client that hangs up
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()


def test_a_server_with_an_invalid_certificate_is_not_trusted(impostor, tmp_path):
    assert "certificate verify failed" in crawl(tmp_path, classic_site=impostor).stderr


def test_the_key_of_the_catalogue_follows_no_redirect(tmp_path):
    with site({}) as elsewhere:
        moved = (302, "", {"Location": f"{elsewhere.address}/rows"})
        with site({"/songs?select=*&order=id.asc": moved}) as served:
            crawl(tmp_path, {"GIITAAYAN_API_KEY": "key"}, layout="catalogue", catalogue_site=served.address)
    assert served.statuses("/songs?select=*&order=id.asc") == [302]
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("songs", "total", "message"),
    [
        (["1"], MOST_SONGS + 1, "a list of 1,000,001 songs"),
        (["1"], "9" * 5000, "no 'Total"),
        (["1", "2"], 1, "more rows than the 1 that"),
    ],
)
def test_a_list_that_announces_too_many_songs_stops_the_crawl(songs, total, message, tmp_path):
    with site({**LISTS, FIRST: listing(*songs, total=total)}) as served:
        assert message in crawl(tmp_path, classic_site=served.address).stderr


def test_an_archive_that_is_too_large_stops_the_crawl():
    spider = ClassicSpider(REPLICA_SITES, ledger=Ledger(characters=LARGEST_ARCHIVE))
    with pytest.raises(CloseSpider):
        spider.found(SongFile("1", "1.isb", "http://a/1", "", 200, "", "ascii", "dil"), "http://a/1")


def test_a_page_brings_in_no_file_of_this_machine(tmp_path):
    (tmp_path / "secret").write_text("secret")
    page = (
        f'<!DOCTYPE html [<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}">]><body>t &file; - f (1999)\n'
        "Lyrics: a | Music: b | Singer(s): c\nView in Nagari\n&file;"
    )
    assert "secret" not in isb_from_page(page)


def test_a_hostile_title_is_read_in_linear_time():
    def read_page(times):
        hostile = " - " * times + " (" * times
        isb_from_page(f"<body>{hostile}\nt - f (1999)\nLyrics: a | Music: b | Singer(s): c\nView in Nagari\ndil")

    assert takes_linear_time(read_page, 50_000)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "songs"
    folder.mkdir()
    (folder / "1.isb.txt").write_text(SONG)
    return folder


@pytest.mark.parametrize("name", ["{config}", "\x1b[31m", "1\n2", "..\\x", "\x85", "caf\udce9", ""])
def test_a_file_with_an_unsafe_name_is_named(name, folder):
    (folder / f"{name}.isb.txt").write_text(SONG)
    with pytest.raises(InputError, match=re.escape(f"{name}.isb.txt".__repr__()[1:-1])):
        isb_files(folder)


def test_a_folder_that_is_too_large_is_refused(folder):
    with (folder / "2.isb.txt").open("wb") as file:
        file.truncate(LARGEST_FOLDER)  # takes no room on the disk
    with pytest.raises(InputError, match="more than the limit of"):
        isb_files(folder)


def test_what_is_no_file_is_no_song(folder):
    os.mkfifo(folder / "2.isb.txt")
    (folder / "3.isb.txt").symlink_to("/dev/zero")
    (folder / "4.isb.txt").symlink_to("4.isb.txt")
    (folder / "5.isb.txt").mkdir()
    assert [file.name for file in isb_files(folder)] == ["1.isb.txt"]


@pytest.mark.parametrize("where", ["terminal", "file"])
def test_nothing_that_others_wrote_commands_the_terminal(where, tmp_path, capsys):
    with pytest.raises(SystemExit), log_to(tmp_path / "log"):
        logging.getLogger("geetkar").info("a song called %s", TERMINAL)
        raise InputError(f"a song called {TERMINAL}")
    said = capsys.readouterr().err if where == "terminal" else (tmp_path / "log").read_text()
    assert said.count("owned") == 2 and not set("\x1b\x07\x9b\u202e") & set(said)


def test_a_message_before_the_run_has_no_control_characters(tmp_path):
    (tmp_path / "run.yaml").write_text('songs: {folder: "\\e[2J"}\n')
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--configfile", "run.yaml", "-n"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stderr
    assert "\\x1b[2J is not a folder" in said and "\x1b[2J" not in said


def test_no_other_rule_writes_a_table_of_songs_for_a_spreadsheet():
    """Snakemake's own benchmarks have only numbers."""
    rules = "".join(path.read_text() for path in (ROOT / "rules").glob("*.smk"))
    tables = re.findall(r'"([^"]+\.(?:csv|tsv|xlsx?|ods))"', rules)
    others = [table for table in tables if not re.search(rf'benchmark:\s+"{re.escape(table)}"', rules)]
    assert others == ["results/dataset/songs.csv"]


def test_what_a_spreadsheet_reads_is_written_in_one_module_alone():
    writing = re.compile(r"csv\.(writer|DictWriter)|to_csv|write_csv")
    modules = [path.name for path in OWN_CODE if path.suffix == ".py" and writing.search(path.read_text())]
    assert modules == ["spreadsheet.py"]
