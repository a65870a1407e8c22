from pathlib import Path

import pytest
from songs_of_our_own import VERSES, index_of, spellings, written

import plan_songs
from geetkar.corpus.song_text import verses_of
from geetkar.corpus.tables import SONG_INDEX, read_table, write_table
from geetkar.verse.plan_tables import PLANS, read_plans, read_training_plans
from geetkar.verse.plans import plan_of
from geetkar.workflow.files import write_json


@pytest.fixture
def plans(tmp_path) -> Path:
    """Return the plans of two training songs; there are no held-out ones."""
    for split, text in {"train": written("itrans"), "val": "\n", "test": "\n"}.items():
        (tmp_path / f"{split}.txt").write_text(text)
    write_table(tmp_path / "song_index.parquet", index_of(written("itrans"), ["b2", "a1"]), SONG_INDEX)
    write_json(tmp_path / "spellings.json", spellings().as_dict())
    texts = {split: tmp_path / f"{split}.txt" for split in ("train", "val", "test")}
    index, learned, output = (tmp_path / name for name in ("song_index.parquet", "spellings.json", "plans.parquet"))
    plan_songs.main(learned, index, **texts, plans=output)
    return output


def test_songs_are_planned_in_the_order_of_the_texts(plans):
    assert [song for song, _ in read_plans(plans)] == ["b2", "a1"]


def test_the_plan_of_a_song_is_read_as_it_was_made(plans):
    assert [plan for _, plan in read_plans(plans)] == [plan_of(song, spellings().sounds) for song in VERSES]


def test_the_plans_of_held_out_songs_are_not_those_of_training_songs(plans):
    index = read_table(plans.with_name("song_index.parquet"))
    index.loc[index["song"] == "b2", "split"] = "val"
    write_table(plans.with_name("split.parquet"), index, SONG_INDEX)
    read = list(read_training_plans(plans, plans.with_name("split.parquet")))
    assert read == [plan for song, plan in read_plans(plans) if song == "a1"]


def test_the_table_has_a_row_for_each_line(plans):
    assert read_table(plans)["line"].to_list() == [0, 1, 2, 3, 0, 1]


def test_the_table_has_the_columns_of_its_schema(plans):
    assert list(read_table(plans).columns) == PLANS.names


def test_the_verses_of_a_text_are_those_of_its_song():
    assert verses_of("ek\ndo\n\ntiin") == [["ek", "do"], ["tiin"]]
