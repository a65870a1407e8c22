"""Rule check_languages: compare the recognized languages with labels given by hand."""

import logging

from geetkar.corpus.language_labels import compare_with_labels
from geetkar.corpus.tables import merge_songs, read_table
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, languages: str, check: str) -> None:
    """Write the labelled songs of this corpus that were recognized as another language."""
    found = compare_with_labels(merge_songs(read_table(songs, ["song", "sha256"]), read_table(languages)))
    write_json(check, found)
    for sample, songs_of_sample in found.items():
        log.info(
            "labelled songs (%s): %d, recognized as another language: %s",
            sample,
            songs_of_sample["songs"],
            songs_of_sample["wrong"],
        )


if __name__ == "__main__":
    run_script(main, snakemake)
