import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import HOSTILE, SONGS, index_of, training_songs, written

import index_songs
from geetkar.corpus.tables import SONG_INDEX, table_of, write_table
from geetkar.corpus.tables import SONGS as SONGS_TABLE
from geetkar.corpus.transliteration.itrans import write_in_script
from geetkar.evaluation.training_index import describe_songs, index_text, put_together, read_training_songs
from geetkar.workflow.errors import InputError

ITRANS = training_songs()


@pytest.mark.parametrize(
    ("words", "songs"),
    [
        ("dil ke paas", 1),
        ("ke paas nadii", 2),
        ("raat", 2),
        ("ko_ii", 1),
        ("paas nadii kinaare", 0),
        ("aat suhaanii", 0),
        ("ke paas nad", 0),
        ("nadii hai raat", 0),
        ("ko_ii raat", 0),
        ("dilbar", 0),
    ],
)
def test_songs_with_the_whole_words_within_a_line_are_counted(words, songs):
    assert ITRANS.songs_with(words.split()) == songs


@pytest.mark.parametrize(
    ("line", "song"),
    [
        ("dil ke paas nadii hai", "a1"),
        ("diip jalaa de ko_ii", "a1"),
        ("raat ke paas nadii", "b2"),
        ("nadii kinaare diip jale", "b2"),
        ("dil ke paas nadii", None),
        ("ke paas nadii hai", None),
    ],
)
def test_only_a_whole_line_is_found_in_its_song(line, song):
    found = ITRANS.song_of_line(line)
    assert (found and found["song"]) == song
    assert ITRANS.has_line(line) == bool(song)


def test_a_word_is_known_if_a_song_has_it():
    assert "nadii" in ITRANS.words and "nadi" not in ITRANS.words


def test_matches_have_their_length_in_the_training_songs():
    assert ITRANS.text.longest_matches("pnadii hz").tolist() == [1, 7, 6, 5, 4, 3, 2, 1, 0]


def test_matches_in_devanagari_are_counted_in_characters():
    word = write_in_script("nadii", "devanagari")
    assert training_songs("devanagari").text.longest_matches(word)[0] == len(word)


@given(st.text("adilnr \n", max_size=30))
def test_matches_agree_with_a_plain_search(text):
    framed = "\n" + written("itrans")
    plain = [
        max(length for length in range(len(text) - at + 1) if text[at : at + length] in framed)
        for at in range(len(text))
    ]
    assert ITRANS.text.longest_matches(text).tolist() == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_searched(text):
    assert ITRANS.songs_with(text.split() or ["\0"]) == 0
    assert [line for line in text.split("\n") if line and ITRANS.song_of_line(line)] == []
    assert len(ITRANS.text.longest_matches(text)) == len(text)


def test_lengths_are_those_of_all_lines_and_verses():
    assert (sorted(ITRANS.line_lengths), sorted(ITRANS.verse_lengths)) == ([2, 4, 4, 4, 4, 5], [2, 2, 2])


def write_songs(folder, split_of):
    """Write the files that songs are read from; `split_of` has the split of each song, in the order of the texts."""
    held_out = {"song": "c3", "title": "", "film": "", "year": 1960}
    write_table(folder / "songs", table_of([held_out, *reversed(SONGS)], SONGS_TABLE), SONGS_TABLE)
    (folder / "text").write_text(written("itrans"))
    paths = [str(folder / name) for name in ("described", "coded", "suffixes")]
    index_songs.main("itrans", folder / "text", *paths)
    index = index_of(written("itrans"), [song for song, split in split_of.items() if split == "train"])
    others = pd.DataFrame({"song": "c3", "split": "val", "start": [0], "end": [9]})
    write_table(folder / "index", pd.concat([index[:1], others, index[1:]]), SONG_INDEX)
    return [*paths, folder / "index", folder / "songs"]


def test_a_line_is_found_in_the_song_that_the_index_names(tmp_path):
    paths = write_songs(tmp_path, {"a1": "train", "c3": "val", "b2": "train"})
    assert read_training_songs(*paths).song_of_line("raat ke paas nadii") == SONGS[1]


def test_the_training_index_is_read_back_as_it_was_written(tmp_path):
    read = read_training_songs(*write_songs(tmp_path, {"a1": "train", "b2": "train"}))
    assert (read.words, read.syllables) == (ITRANS.words, ITRANS.syllables)
    assert (read.text.suffixes == ITRANS.text.suffixes).all()


def test_songs_of_another_text_are_refused():
    text = index_text(written("itrans")[:-9], "".join(sorted(set(written("itrans")))))
    with pytest.raises(InputError, match=r"117 characters, but corpus/itrans/song_index\.parquet says 125"):
        put_together(describe_songs("itrans", written("itrans")), text, ITRANS.songs)
