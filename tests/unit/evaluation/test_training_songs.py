import pytest
from hypothesis import given
from hypothesis import strategies as st
from songs_of_our_own import HOSTILE, SONGS, training_songs, written

from geetkar.corpus.itrans import write_in_script
from geetkar.corpus.songs_table import SONGS as SONGS_TABLE
from geetkar.corpus.songs_table import SPLITS, write_rows
from geetkar.evaluation.training_songs import TrainingSongs, read_training_songs
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
def test_songs_are_counted_that_have_whole_words_within_a_line(words, songs):
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
def test_a_line_is_found_in_its_song_from_end_to_end_alone(line, song):
    found = ITRANS.song_of_line(line)
    assert (found and found["song"]) == song


def test_words_are_counted():
    assert ITRANS.word_counts["nadii"] == 3


def test_matches_are_as_long_as_the_training_songs_have_them():
    assert ITRANS.longest_matches("pnadii hz").tolist() == [1, 7, 6, 5, 4, 3, 2, 1, 0]


def test_matches_in_devanagari_are_counted_in_characters():
    word = write_in_script("nadii", "devanagari")
    assert training_songs("devanagari").longest_matches(word)[0] == len(word)


@given(st.text("adilnr \n", max_size=30))
def test_a_match_is_what_a_plain_search_finds(text):
    framed = "\n" + written("itrans")
    plain = [
        max(length for length in range(len(text) - at + 1) if text[at : at + length] in framed)
        for at in range(len(text))
    ]
    assert ITRANS.longest_matches(text).tolist() == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_too_strange_to_be_searched(text):
    ITRANS.songs_with(text.split() or ["\0"])
    ITRANS.song_of_line(text)
    assert len(ITRANS.longest_matches(text)) == len(text)


def test_a_text_of_other_songs_is_refused():
    with pytest.raises(InputError, match=r"2 songs, corpus/splits.parquet 1"):
        TrainingSongs(written("itrans"), SONGS[:1])


def test_songs_stand_in_the_order_of_the_splits(tmp_path):
    empty = {name: None for name in SONGS_TABLE.names}
    held_out = {"song": "c3", "title": "", "film": "", "year": 1960}
    write_rows(tmp_path / "songs", [{**empty, **song} for song in [held_out, *reversed(SONGS)]], SONGS_TABLE)
    rows = [{"song": "a1", "split": "train"}, {"song": "c3", "split": "val"}, {"song": "b2", "split": "train"}]
    write_rows(tmp_path / "splits", rows, SPLITS)
    (tmp_path / "train.txt").write_text(written("itrans"))
    songs = read_training_songs(tmp_path / "train.txt", tmp_path / "songs", tmp_path / "splits")
    assert songs.song_of_line("raat ke paas nadii") == SONGS[1]
