"""Rule recognize_languages: recognize the language of each song."""

import logging

from geetkar.corpus.languages import recognize_languages
from geetkar.corpus.tables import LANGUAGES, read_chunks, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, languages: str) -> None:
    """Recognize the language of each song by its function words."""
    table = recognize_languages(read_chunks(songs, ["song", "verses", "marks"]))
    write_table(languages, table, LANGUAGES)
    log.info("songs by language: %s", table["language"].value_counts().to_dict())


if __name__ == "__main__":
    run_script(main, snakemake)
