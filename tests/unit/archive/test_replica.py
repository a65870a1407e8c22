"""The server of the replica, and the folders that it refuses."""

import http.client

import pytest

from geetkar.archive.replica import CLASSIC_FILES, serve_replica
from geetkar.songs.source_files import isb_files
from geetkar.workflow.errors import InputError


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
        ({}, "has no song files; their names must end in .isb.txt, .isb or .txt"),
        ({"a.isb.txt": b"\x00\x01"}, "none of the files is an ISB file"),
    ],
)
def test_a_folder_without_songs_is_named(files, message, tmp_path):
    folder = tmp_path / "songs"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        isb_files(folder)
