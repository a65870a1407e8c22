"""Rule split_songs: the kept songs in the chosen languages, dealt out to train, val and test."""

import logging
from collections import Counter

from geetkar.corpus.songs_table import SPLITS, read_rows, write_rows
from geetkar.corpus.splits import group_by_verse, split_songs

log = logging.getLogger("geetkar.corpus")


def main(
    songs_path: str,
    duplicates_path: str,
    languages_path: str,
    splits_path: str,
    languages: list[str],
    validation_share: float,
    test_share: float,
    seed: int,
) -> None:
    """Split the songs; the rows stand in the order in which songs stand in the texts."""
    # These tables have the songs in the same order.
    tables = zip(
        read_rows(songs_path, ["song", "verses"]), read_rows(duplicates_path), read_rows(languages_path), strict=True
    )
    firsts = group_by_verse(
        (song["song"], song["verses"])
        for song, version, spoken in tables
        if version["kept"] and spoken["language"] in languages
    )
    splits = split_songs(firsts, validation_share, test_share, seed)
    write_rows(splits_path, ({"song": song, "split": split} for song, split in splits.items()), SPLITS)
    sharing = sum(size for size in Counter(firsts.values()).values() if size > 1)
    log.info("songs by split: %s; %d share a verse with another", dict(Counter(splits.values())), sharing)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.songs,
            snakemake.input.duplicates,
            snakemake.input.languages,
            snakemake.output.splits,
            list(snakemake.params.languages),
            snakemake.params.validation_share,
            snakemake.params.test_share,
            snakemake.params.seed,
        )
