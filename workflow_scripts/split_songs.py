"""Rule split_songs: the kept songs, dealt out to train, val and test."""

import logging
from collections import Counter

from geetkar.lyrics.songs_table import SPLITS, read_rows, write_rows
from geetkar.lyrics.splits import split_songs

log = logging.getLogger("geetkar.lyrics")


def main(
    duplicates_path: str, splits_path: str, validation_share: float, test_share: float, seed: int
) -> None:
    """Split the kept songs; the rows stand in the order in which songs stand in the texts."""
    kept = [row["song"] for row in read_rows(duplicates_path) if row["kept"]]
    splits = split_songs(kept, validation_share, test_share, seed)
    write_rows(splits_path, ({"song": song, "split": split} for song, split in splits.items()), SPLITS)
    log.info("songs by split: %s", dict(Counter(splits.values())))


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.duplicates,
            snakemake.output.splits,
            snakemake.params.validation_share,
            snakemake.params.test_share,
            snakemake.params.seed,
        )
