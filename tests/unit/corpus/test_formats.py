import pytest

from geetkar.corpus import formats
from geetkar.corpus.formats import isb, reader_of
from geetkar.corpus.formats.song import Song


@pytest.mark.parametrize("file", ["7.isb.txt", "7", None])
def test_a_file_is_isb_unless_its_name_says_otherwise(file):
    assert reader_of(file) is isb.read


def test_the_ending_of_a_files_name_chooses_the_reader(monkeypatch):
    monkeypatch.setitem(formats.READERS, ".txt", lambda song, raw: [Song(song, body=raw)])
    assert reader_of("7.txt")("7", "nadii kinaare") == [Song("7", body="nadii kinaare")]
    assert reader_of("7.isb.txt") is isb.read
