"""Rule check_languages: the recognized languages compared with the songs labelled by hand."""

import logging

from geetkar.corpus.language_labels import compare_with_labels
from geetkar.corpus.songs_table import read_column_pairs, read_rows
from geetkar.workflow.files import write_json

log = logging.getLogger("geetkar.corpus")


def main(songs_path: str, languages_path: str, check_path: str) -> None:
    """Write which labelled songs of this corpus were recognized as another language."""
    languages = read_column_pairs(languages_path, "song", "language")
    songs = ((row["song"], row["sha256"], languages[row["song"]]) for row in read_rows(songs_path, ["song", "sha256"]))
    check = compare_with_labels(songs)
    write_json(check_path, check)
    for sample, found in check.items():
        log.info("%s songs with a label: %d, recognized otherwise: %s", sample, found["songs"], found["wrong"])


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.songs, snakemake.input.languages, snakemake.output.check)
