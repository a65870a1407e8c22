"""Rule split_songs: assign the kept songs in the chosen languages to train, val and test."""

import logging
from collections.abc import Iterator

import pandas as pd

from geetkar.corpus.splits import choose_songs, group_by_verse, split_songs
from geetkar.corpus.tables import SPLITS, read_chunks, read_table, write_table
from geetkar.corpus.twins import COLUMNS, check_twins
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def choose_rows(songs: str, chosen: pd.Series, columns: list[str]) -> Iterator[pd.DataFrame]:
    """Yield the columns of some songs of the songs table, in chunks."""
    return (chunk[chunk["song"].isin(chosen)] for chunk in read_chunks(songs, columns))


def main(
    songs: str,
    duplicates: str,
    languages: str,
    splits: str,
    chosen_languages: list[str],
    overlap: float,
    language: str,
    validation_share: float,
    test_share: float,
    seed: int,
) -> None:
    """Write the split of each song, in the order of the songs in the texts.

    Raise `InputError` if a training song is a version of a song in another split.
    """
    kept = choose_songs(read_table(duplicates), read_table(languages), chosen_languages)
    groups = group_by_verse(choose_rows(songs, kept, ["song", "verses"]), language)
    table = split_songs(groups, validation_share, test_share, seed)
    is_training = table["split"].eq("train")
    held_out, training = (choose_rows(songs, table.loc[rows, "song"], COLUMNS) for rows in (~is_training, is_training))
    check_twins(held_out, training, overlap, language)
    write_table(splits, table, SPLITS)
    sharing = groups["first"].duplicated(keep=False).sum()
    log.info("songs by split: %s; %d share a verse with another", table["split"].value_counts().to_dict(), sharing)


if __name__ == "__main__":
    run_script(main, snakemake)
