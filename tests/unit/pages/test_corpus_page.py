"""The figures of the corpus page."""

import pandas as pd
import pytest

from geetkar.corpus.tables import SONGS, SPLITS, table_of, write_table
from geetkar.pages.corpus.draw import counts_by_value, without_tail
from geetkar.pages.corpus.named_songs import read_titles, songs_by_number, songs_of_films
from geetkar.pages.shared.wording import source_name

TITLES = [  # song, title, film, whether it is no film, split
    ("1", "raat kii raanii", "Namuunaa", False, "train"),
    ("2", "diip jale", "Namuunaa", False, "test"),
    ("3", "diip bujhe", "Namuunaa", False, None),
    ("4", "nadii", "Namuunaa", True, "val"),
    ("5", "", "Duusaraa", False, "train"),
]


@pytest.fixture
def titles(tmp_path):
    songs, splits = tmp_path / "songs.parquet", tmp_path / "splits.parquet"
    rows = [
        {"song": song, "file": f"{song}.isb", "title": title, "film": film, "non_film": no_film, "url": f"file:{song}"}
        for song, title, film, no_film, _ in TITLES
    ]
    write_table(songs, table_of(rows, SONGS), SONGS)
    kept = [{"song": song, "split": split} for song, *_, split in TITLES if split]
    write_table(splits, table_of(kept, SPLITS), SPLITS)
    return read_titles(songs, splits)


def test_a_histogram_leaves_out_the_few_longest():
    counts = counts_by_value([(1, 600), (2, 395), (3, 4), (90, 1)])
    assert without_tail(counts).to_dict() == {1: 600, 2: 395}


def test_a_histogram_includes_the_value_that_reaches_the_share():
    assert without_tail(pd.Series({1: 990, 2: 6, 3: 4})).to_dict() == {1: 990, 2: 6}


def test_the_songs_of_a_film_are_those_that_are_counted_by_title(titles):
    assert [song["song"] for song in songs_of_films(titles, ["Namuunaa"])["Namuunaa"]] == ["2", "1"]


def test_only_the_films_asked_for_have_their_songs_named(titles):
    assert list(songs_of_films(titles, ["Duusaraa"])) == ["Duusaraa"]


def test_a_song_that_was_set_aside_has_its_title(titles):
    assert songs_by_number(titles, ["3"])["3"]["title"] == "diip bujhe"


def test_a_song_without_a_title_has_its_number(titles):
    assert songs_by_number(titles, ["5"])["5"]["title"] == "5"


def test_a_song_links_only_to_the_web(titles):
    assert songs_by_number(titles, ["1"])["1"]["url"] is None


@pytest.mark.parametrize(
    ("source", "name"),
    [("../../songs/isb", "the folder isb"), ("https://archive.example/songs", "https://archive.example/songs")],
)
def test_a_source_is_named_without_the_way_to_it(source, name):
    assert source_name(source) == name
