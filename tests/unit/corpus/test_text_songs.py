"""Songs in plain text."""

import pytest

from geetkar.corpus.formats import text
from geetkar.corpus.formats.song import Rejected
from geetkar.corpus.formats.text import split_songs
from geetkar.songs.settings import Songs
from geetkar.songs.source_files import SourceFile
from geetkar.workflow.errors import InputError

SETTINGS = {"folder": None, "files": (), "format": "text", "separator": None, "script": "auto", "language": "hindi"}
WORDS = "Nadi kinare deep jale\nRaat ki rani mahke\n\nBadal aaye badal jaaye"


def readings(folder, content, name="nadi.txt", **settings):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    songs = Songs(**{**SETTINGS, "columns": {}, **settings})
    return list(text.read(SourceFile(folder / name, name), songs))


def test_a_file_is_one_song_with_the_name_of_the_file(tmp_path):
    (reading,) = readings(tmp_path, WORDS)
    assert (reading.song, reading.found.title, reading.found.body) == ("nadi", "nadi", WORDS)
    assert reading.origin.file == "nadi.txt"


def test_the_title_is_the_name_of_the_file_without_its_folders(tmp_path):
    (tmp_path / "old").mkdir()
    (reading,) = readings(tmp_path, WORDS, name="old/Nadi Kinare.txt")
    assert reading.found.title == "Nadi Kinare"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "  \n"])
def test_line_ends_and_blanks_before_them_do_not_matter(ends, tmp_path):
    (reading,) = readings(tmp_path, WORDS.replace("\n", ends))
    assert reading.found.body == WORDS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_recognized(encoding, tmp_path):
    (reading,) = readings(tmp_path, "नदी किनारे दीप जले\nकोई गाता है".encode(encoding))
    assert reading.found.body == "नदी किनारे दीप जले\nकोई गाता है"


def test_latin_1_is_read(tmp_path):
    (reading,) = readings(tmp_path, "nadi caf\xe9 mein".encode("latin-1"))
    assert (reading.origin.encoding, reading.found.body) == ("latin-1", "nadi café mein")


@pytest.mark.parametrize(
    ("separator", "content"),
    [
        ("\n\n\n", "ek\ndo\n\n\ntiin\n\nchaar\n\n\n\n\npaa.Nch\n"),
        ("---", "---\nek\ndo\n---\ntiin\n\nchaar\n  ---\n\n---\npaa.Nch\n"),
        ("<|endoftext|>", "ek\ndo\n<|endoftext|>\ntiin\n\nchaar\n<|endoftext|>\npaa.Nch"),
    ],
)
def test_songs_in_a_file_are_separated(separator, content, tmp_path):
    found = readings(tmp_path, content.replace("\n", "\r\n"), separator=separator)
    assert [each.song for each in found] == ["nadi.1", "nadi.2", "nadi.3"]
    assert [each.found.body for each in found] == ["ek\ndo", "tiin\n\nchaar", "paa.Nch"]


def test_a_separator_within_a_line_separates_nothing():
    assert list(split_songs("dil --- dil\nraat", "---")) == [(1, "dil --- dil\nraat")]


def test_songs_have_the_numbers_of_their_first_lines():
    content = "\nek\ndo\n---\n\n\ntiin\n---\nchaar"
    lines = content.split("\n")
    assert [(line, song.split("\n")[0]) for line, song in split_songs(content, "---")] == [
        (lines.index("ek") + 1, "ek"),
        (lines.index("tiin") + 1, "tiin"),
        (lines.index("chaar") + 1, "chaar"),
    ]


def test_the_title_of_one_of_several_songs_is_its_first_line(tmp_path):
    found = readings(tmp_path, "[Chorus]\nNadi kinare\n---\nRaat suhani", separator="---")
    assert [each.found.title for each in found] == ["Nadi kinare", "Raat suhani"]


@pytest.mark.parametrize(
    ("content", "script"),
    [
        (WORDS, "roman"),
        ("nadii kinaare diip jale", "itrans"),
        ("नदी किनारे दीप जले", "devanagari"),
    ],
)
def test_the_script_is_recognized(content, script, tmp_path):
    (reading,) = readings(tmp_path, content)
    assert (reading.found.script, reading.found.quirks) == (script, ())


def test_a_song_that_looks_different_from_the_chosen_script_has_a_quirk(tmp_path):
    (reading,) = readings(tmp_path, WORDS, script="itrans")
    assert (reading.found.script, reading.found.quirks) == ("itrans", ("looks like roman, read as itrans",))


def test_a_song_of_any_language_is_read_as_written(tmp_path):
    (reading,) = readings(tmp_path, WORDS, language="any")
    assert reading.found.script == "as_written"


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        ("", "no_lyrics", "the text is empty"),
        (" \n\n", "no_lyrics", "the text is empty"),
        ("dil\x00\x01", "not_text", "control character U+0000 at 3"),
        ("dil " * 30_000, "too_long", "if it has several songs, set `songs.separator`"),
    ],
)
def test_what_is_no_song_is_rejected(content, reason, detail, tmp_path):
    (reading,) = readings(tmp_path, content)
    assert isinstance(reading.found, Rejected)
    assert reading.found.reason == reason
    assert detail in reading.found.detail


def test_a_file_that_is_too_large_stops_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match=r"nadi.txt has 64 bytes, more than the limit of 10: split the file"):
        readings(tmp_path, WORDS)


def test_a_bad_song_does_not_spoil_the_others(tmp_path):
    found = readings(tmp_path, "ek\n---\ndo\x01\n---\ntiin", separator="---")
    assert [isinstance(each.found, Rejected) for each in found] == [False, True, False]
    assert (found[1].line, found[1].raw) == (3, "do\x01")
