"""Rule split_songs: assign the kept songs in the chosen languages to train, val and test."""

import logging

from geetkar.corpus.splits import choose_songs, group_by_verse, split_songs
from geetkar.corpus.tables import SPLITS, read_chunks, read_table, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(
    songs: str,
    duplicates: str,
    languages: str,
    splits: str,
    chosen_languages: list[str],
    validation_share: float,
    test_share: float,
    seed: int,
) -> None:
    """Write the split of each song, in the order of the songs in the texts."""
    kept = choose_songs(read_table(duplicates), read_table(languages), chosen_languages)
    chunks = (chunk[chunk["song"].isin(kept)] for chunk in read_chunks(songs, ["song", "verses"]))
    groups = group_by_verse(chunks)
    table = split_songs(groups, validation_share, test_share, seed)
    write_table(splits, table, SPLITS)
    sharing = groups["first"].duplicated(keep=False).sum()
    log.info("songs by split: %s; %d share a verse with another", table["split"].value_counts().to_dict(), sharing)


if __name__ == "__main__":
    run_script(main, snakemake)
