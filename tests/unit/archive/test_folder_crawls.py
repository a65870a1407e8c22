"""The crawl of the replica of a folder, on loopback only."""

import pytest
from archive_site import (
    SONG,
    crawl,
    crawled,
    make_songs,
    songs_of,
    verdict_of,
)

from geetkar.archive.crawl import write_songs
from geetkar.archive.song_file import SongFile


@pytest.mark.parametrize("layout", ["classic", "catalogue", "auto"])
def test_every_song_of_a_folder_is_crawled(layout, folder, tmp_path):
    assert crawl(tmp_path, folder=str(folder), layout=layout).returncode == 0
    assert [song["song"] for song in songs_of(tmp_path)] == [*map(str, range(1, 61)), "70", "71", "rmim1"]


@pytest.mark.parametrize("layout", ["classic", "catalogue"])
def test_songs_in_folders_of_a_folder_are_crawled(layout, folder, tmp_path):
    for name in ("lata/1.isb.txt", "lata/old/1.isb", "asha/1.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SONG.replace("TITLE", f"naav {name}"))
    crawled(tmp_path, folder=str(folder), layout=layout)
    nested = {song["file"]: song for song in songs_of(tmp_path) if "/" in song["file"]}
    assert [*sorted(nested)] == ["asha/1.txt", "lata/1.isb.txt", "lata/old/1.isb"]
    assert all(f"naav {name}}}" in song["raw"] for name, song in nested.items())
    assert len({song["song"] for song in nested.values()}) == 3


def test_a_song_in_utf_16_is_listed_with_its_film(tmp_path):
    (tmp_path / "isb").mkdir()
    (tmp_path / "isb/1.isb.txt").write_bytes(SONG.replace("TITLE", "naav").encode("utf-16"))
    crawled(tmp_path, folder="isb")
    assert [(song["encoding"], "{naav}" in song["raw"]) for song in songs_of(tmp_path)] == [("utf-16", True)]
    assert verdict_of(tmp_path)["fields"]["rows"]["film"]["missing"] == 0


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
