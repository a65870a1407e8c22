import json

import pytest
from pyarrow import parquet

from geetkar.corpus.tables import (
    CHUNK,
    LANGUAGES,
    ROW_GROUP,
    SONGS,
    SPLITS,
    json_lines_writer,
    merge_songs,
    read_chunks,
    read_json_lines,
    read_table,
    records_of,
    table_of,
    table_writer,
    write_table,
)
from geetkar.workflow.errors import InputError

SONG = {name: None for name in SONGS.names} | {"song": "7", "year": None, "singers": ["Sita Rao"], "verses": [["diip"]]}


@pytest.fixture
def splits(tmp_path):
    """Return a file of one and a half chunks, and its table."""
    table = table_of([{"song": f"{number}", "split": "train"} for number in range(3 * CHUNK // 2)], SPLITS)
    write_table(tmp_path / "splits", table, SPLITS)
    return tmp_path / "splits", table


def test_a_table_is_read_as_it_was_written(splits):
    path, table = splits
    assert read_table(path).equals(table)


def test_nulls_numbers_and_lists_are_read_as_written(tmp_path):
    rows = [SONG, {**SONG, "song": "8", "year": 1961, "verses": [["diip", "jale"], ["raat"]]}]
    write_table(tmp_path / "songs", table_of(rows, SONGS), SONGS)
    assert records_of(read_table(tmp_path / "songs")) == rows


def test_a_file_has_the_schema_and_no_metadata_of_pandas(splits):
    assert parquet.read_schema(splits[0]).equals(SPLITS, check_metadata=True)


def test_chunks_are_all_rows_in_their_order(splits):
    chunks = list(read_chunks(splits[0], ["song"]))
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK // 2]
    assert [song for chunk in chunks for song in chunk["song"]] == [f"{number}" for number in range(3 * CHUNK // 2)]


def test_a_table_written_in_parts_has_the_same_bytes(splits, tmp_path):
    path, table = splits
    with table_writer(tmp_path / "parts", SPLITS) as write:
        for start in range(0, len(table), 70):
            write(table[start : start + 70])
    assert (tmp_path / "parts").read_bytes() == path.read_bytes()
    assert parquet.ParquetFile(path).metadata.row_group(0).num_rows == ROW_GROUP


def test_tables_are_merged_by_song_and_not_by_position():
    languages = table_of([{"song": "8", "language": "hindi"}, {"song": "7", "language": "punjabi"}], LANGUAGES)
    splits = table_of([{"song": "7", "split": "train"}, {"song": "8", "split": "val"}], SPLITS)
    assert records_of(merge_songs(splits, languages)) == [
        {"song": "7", "split": "train", "language": "punjabi"},
        {"song": "8", "split": "val", "language": "hindi"},
    ]


@pytest.mark.parametrize("others", [["7"], ["7", "9"], ["7", "8", "9"]])
def test_tables_with_different_songs_are_not_merged(others):
    splits = table_of([{"song": "7", "split": "train"}, {"song": "8", "split": "val"}], SPLITS)
    languages = table_of([{"song": song, "language": "hindi"} for song in others], LANGUAGES)
    with pytest.raises(InputError, match="different songs"):
        merge_songs(splits, languages)


def test_json_lines_are_read_as_they_were_written(tmp_path):
    rows = [{"song": "007", "url": "http://a/7", "fetched_at": "2000-01-01", "raw": "दिल\u2028\r\n"}]
    rows += [{"song": "8", "url": None, "fetched_at": None, "raw": ""}]
    with json_lines_writer(tmp_path / "lines") as write:
        for row in rows:
            write(row)
    assert [row for chunk in read_json_lines(tmp_path / "lines") for row in records_of(chunk)] == rows
    assert json.dumps(rows[0]["url"]) in (tmp_path / "lines").read_text()
