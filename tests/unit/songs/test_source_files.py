"""The files that `songs` names, their format and the ids of their songs."""

import os
from pathlib import Path

import pytest

from geetkar.songs.settings import Songs
from geetkar.songs.song_ids import is_song_id
from geetkar.songs.source_files import SourceFile, find_songs, isb_files
from geetkar.workflow.errors import InputError

ISB = "\\startsong\n#indian\nnaav chalii\n"
TEXT = "naav chalii\nlahar lahar\n"
TABLE = "lyrics\nnaav chalii\n"


def songs(**keys) -> Songs:
    defaults = {"folder": None, "files": [], "format": "auto", "separator": None, "script": "auto"}
    return Songs(**{**defaults, "language": "hindi", "columns": {}, **keys})


def write(folder: Path, contents: dict[str, str | bytes]) -> Path:
    """Write files into a folder and the folders below it."""
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found_in(folder: Path, wanted: str = "auto") -> tuple[str, list[str]]:
    """Return the format of a folder's songs and the names of their files."""
    found = find_songs(songs(folder=str(folder), format=wanted))
    return found.format, [file.name for file in found.files]


def refusal(**keys) -> str:
    with pytest.raises(InputError) as refused:
        find_songs(songs(**keys))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "found_format"),
    [
        ("naav.isb.txt", ISB, "isb"),
        ("naav.isb", ISB, "isb"),
        ("naav.txt", ISB, "isb"),
        ("naav.txt", "\\StartSong\nnaav", "isb"),
        ("naav.txt", "#indian\nnaav", "isb"),
        ("naav.txt", ISB.encode("utf-16"), "isb"),
        ("naav.txt", TEXT, "text"),
        ("NAAV.TXT", TEXT, "text"),
        ("naav.txt", TEXT.encode("utf-16"), "text"),
        ("naav.txt", "दरिया के पार", "text"),
        ("naav.csv", TABLE, "table"),
        ("naav.tsv", TABLE, "table"),
        ("naav.jsonl", "{}", "table"),
        ("naav.parquet", "PAR1", "table"),
    ],
)
def test_a_format_is_recognized_by_ending_and_content(name, content, found_format, tmp_path):
    assert found_in(write(tmp_path, {name: content})) == (found_format, [name])


def test_files_of_several_formats_are_named_with_the_key_that_chooses(tmp_path):
    write(tmp_path, {"a.isb.txt": ISB, "b.csv": TABLE, "c.txt": TEXT, "d.txt": TEXT})
    assert f"isb ({tmp_path}/a.isb.txt); table ({tmp_path}/b.csv); text ({tmp_path}/c.txt, {tmp_path}/d.txt). Set " in (
        refusal(folder=str(tmp_path))
    )


@pytest.mark.parametrize(
    ("wanted", "names"), [("isb", ["a.isb.txt", "c.txt"]), ("text", ["a.isb.txt", "c.txt"]), ("table", ["b.csv"])]
)
def test_a_chosen_format_takes_the_files_with_its_endings(wanted, names, tmp_path):
    write(tmp_path, {"a.isb.txt": ISB, "b.csv": TABLE, "c.txt": TEXT, "d.md": "d"})
    assert found_in(tmp_path, wanted) == (wanted, names)


def test_folders_in_a_folder_are_read_but_no_hidden_ones(tmp_path):
    write(tmp_path, {"z.txt": TEXT, "lata/z.txt": TEXT, "lata/old/z.txt": TEXT, ".git/z.txt": TEXT})
    assert found_in(tmp_path)[1] == ["lata/old/z.txt", "lata/z.txt", "z.txt"]


def test_files_of_one_name_in_several_folders_have_different_ids(tmp_path):
    write(tmp_path, {"1.isb.txt": ISB, "lata/1.isb.txt": ISB, "asha/1.isb.txt": ISB})
    ids = [file.song for file in isb_files(tmp_path)]
    assert len({*ids}) == 3 and all(map(is_song_id, ids)) and ids[0] == "1"


def test_an_id_has_the_words_of_the_path_below_the_folder():
    assert SourceFile.of("songs/lata/naav.isb.txt", "songs").song.startswith("lata-naav-")


def test_an_id_is_the_same_wherever_the_folder_is(tmp_path):
    ids = [isb_files(write(tmp_path / place, {"lata/naav.isb": ISB}))[0].song for place in ("here", "there")]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("name", ["naav.isb.txt", "naav.isb", "naav.txt", "naav.CSV", "naav.jsonl"])
def test_the_name_of_a_song_has_no_ending(name):
    assert SourceFile.of(name, None).song == "naav"


@pytest.mark.parametrize(
    ("keys", "crawled"),
    [({"folder": "isb"}, True), ({"folder": "text"}, False), ({"files": ["isb/naav.isb.txt"]}, False), ({}, True)],
)
def test_only_a_folder_of_isb_files_and_the_live_archive_are_crawled(keys, crawled, tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, {"isb/naav.isb.txt": ISB, "text/naav.txt": TEXT}))
    assert find_songs(songs(**keys)).crawled == crawled


def test_files_are_sorted_by_name_and_have_no_folder(tmp_path):
    write(tmp_path, {"a/2.txt": TEXT, "b/1.txt": TEXT})
    found = find_songs(songs(files=[str(tmp_path / "a/2.txt"), str(tmp_path / "b/1.txt")]))
    assert [file.name for file in found.files] == ["1.txt", "2.txt"]


def test_files_of_one_name_are_named(tmp_path):
    write(tmp_path, {"a/1.txt": TEXT, "b/1.txt": TEXT})
    files = [str(tmp_path / "a/1.txt"), str(tmp_path / "b/1.txt")]
    assert f"the files '{files[0]}' and '{files[1]}' have the same song id, 1" in refusal(files=files)


@pytest.mark.parametrize(
    ("contents", "wanted", "message"),
    [
        ({"naav.doc": "x"}, "auto", "the format of naav.doc is not known, because its name does not end in .isb.txt, "),
        ({"naav.doc": "x"}, "table", "the name of a table must end in .csv, .tsv, .jsonl or .parquet, unlike naav.doc"),
        ({"naav.doc": "x"}, "isb", r"none of the files is an ISB file (naav.doc); at least one must have \startsong"),
        ({"naav.txt": ""}, "auto", "all files are empty (naav.txt)"),
        ({}, "auto", "nothing.txt is not a file; correct the path"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(contents, wanted, message, tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, contents))
    assert message in refusal(files=[*contents] or ["nothing.txt"], format=wanted)


def test_a_chosen_format_reads_a_file_of_any_ending(tmp_path):
    write(tmp_path, {"naav.lyrics": TEXT})
    assert find_songs(songs(files=[str(tmp_path / "naav.lyrics")], format="text")).format == "text"


@pytest.mark.parametrize(
    ("contents", "wanted", "message"),
    [
        ({"naav.md": TEXT}, "auto", "has no song files; their names must end in .isb.txt, .isb, .txt, .csv,"),
        ({"naav.txt": TEXT}, "table", "has no song files; their names must end in .csv, .tsv, .jsonl or .parquet"),
        ({"naav.isb.txt": "\0\1"}, "auto", "none of the files is an ISB file"),
        ({"a.txt": "", "b.txt": ""}, "auto", "all files are empty"),
        ({"{config}.txt": TEXT}, "auto", "cannot be used"),
        ({"lata\\asha/1.txt": TEXT}, "auto", "cannot be used"),
        ({"lata/.txt": TEXT}, "auto", "cannot be used"),
    ],
)
def test_a_folder_that_cannot_be_read_is_named(contents, wanted, message, tmp_path):
    assert message in refusal(folder=str(write(tmp_path, contents)), format=wanted)


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK)  # root may read whatever the mode says
    write(tmp_path, {"naav.txt": TEXT})
    assert f"cannot read {tmp_path / 'naav.txt'}; correct its permissions" in refusal(folder=str(tmp_path))


def test_a_link_out_of_a_folder_of_texts_is_named(tmp_path):
    write(tmp_path, {"secret": "secret", "songs/naav.txt": TEXT})
    (tmp_path / "songs/link.txt").symlink_to(tmp_path / "secret")
    assert "link.txt is a link out of" in refusal(folder=str(tmp_path / "songs"))


def test_a_link_to_another_folder_is_not_followed(tmp_path):
    write(tmp_path, {"other/secret.txt": TEXT, "songs/naav.txt": TEXT})
    (tmp_path / "songs/other").symlink_to(tmp_path / "other")
    assert found_in(tmp_path / "songs")[1] == ["naav.txt"]


def test_isb_files_cannot_be_read_in_any_language(tmp_path):
    write(tmp_path, {"1.isb.txt": ISB})
    assert "`songs.language`: the words of ISB files are in ITRANS" in refusal(folder=str(tmp_path), language="any")


def test_the_live_archive_cannot_be_read_in_any_language():
    assert "`songs.language`" in refusal(language="any")


def test_texts_can_be_read_in_any_language(tmp_path):
    write(tmp_path, {"1.txt": "by the river\n"})
    assert find_songs(songs(folder=str(tmp_path), language="any")).format == "text"
