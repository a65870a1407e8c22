"""The names of song files, and the ids made from them."""

import pytest
from archive_site import (
    FIRST,
    LISTS,
    SONG,
    crawled,
    row,
    site,
    song,
    songs_of,
    table,
)

from geetkar.songs.song_ids import is_song_id, is_song_name, song_id_of
from geetkar.songs.source_files import isb_files
from geetkar.workflow.errors import InputError

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
    with pytest.raises(InputError, match=r"nadii ke paar\.isb\.txt' and '.*nadii-ke-paar-0270f08976ae\.isb\.txt'"):
        isb_files(folder)


def test_adding_a_file_changes_no_id(folder):
    (folder / "nadii ke paar.isb.txt").write_text(SONG)
    before = {file.name: file.song for file in isb_files(folder)}
    (folder / "nadii.ke.paar.isb.txt").write_text(SONG)
    after = {file.name: file.song for file in isb_files(folder)}
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


@pytest.mark.parametrize("song", ["../x", "a/b", "", "x" * 65, "1\n", "a b"])
def test_an_invalid_id_is_refused(song):
    assert not is_song_id(song)
