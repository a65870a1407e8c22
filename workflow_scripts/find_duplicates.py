"""Rule find_duplicates: which songs are versions of one song, and which of them is kept."""

import logging

from geetkar.lyrics.duplicates import cluster_songs
from geetkar.lyrics.songs_table import DUPLICATES, read_column_pairs, write_rows

log = logging.getLogger("geetkar.lyrics")


def main(songs_path: str, duplicates_path: str, similarity: float) -> None:
    """Cluster the songs."""
    clusters = cluster_songs(read_column_pairs(songs_path, "song", "verses"), similarity)
    rows = [{"song": song, "cluster": cluster, "kept": song == cluster} for song, cluster in clusters.items()]
    write_rows(duplicates_path, rows, DUPLICATES)
    log.info("%d songs, %d of them versions of another", len(rows), sum(not row["kept"] for row in rows))


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.songs, snakemake.output.duplicates, snakemake.params.similarity)
