"""Rule find_duplicates: which songs are versions of one song, and which of them is kept."""

import logging

from geetkar.corpus.duplicates import find_versions
from geetkar.corpus.songs_table import DUPLICATES, read_rows, write_rows

log = logging.getLogger("geetkar.corpus")

FIELDS = ["title", "film", "year", "starring", "singers", "composers", "lyricists"]


def main(songs_path: str, duplicates_path: str, similarity: float) -> None:
    """Find the versions; a row says which song is kept of a song's versions, and how similar it is to that one."""
    rows = read_rows(songs_path, ["song", "verses", *FIELDS])
    songs = ((row["song"], row["verses"], sum(bool(row[name]) for name in FIELDS)) for row in rows)
    others = 0

    def versions():
        nonlocal others
        for version in find_versions(songs, similarity):
            kept = version.song == version.kept
            others += not kept
            yield {
                "song": version.song,
                "cluster": version.kept,
                "kept": kept,
                "similarity": round(version.similarity, 4),
            }

    write_rows(duplicates_path, versions(), DUPLICATES)
    log.info("%d songs are versions of another", others)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.songs, snakemake.output.duplicates, snakemake.params.similarity)
