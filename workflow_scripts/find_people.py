"""Rule find_people: find the spellings of each person's name and the one to use."""

import logging

from geetkar.corpus.people import COLUMNS, find_people, letters_of, sounds_of
from geetkar.corpus.tables import PEOPLE, read_chunks, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, people: str, language: str) -> None:
    """Compare the names in the songs table, by their sounds if the `language` is Hindi."""
    found = find_people(read_chunks(songs, ["year", *COLUMNS]), sounds_of if language == "hindi" else letters_of)
    write_table(people, found, PEOPLE)
    log.info("%d people in %d spellings", found["name"].nunique(), len(found))


if __name__ == "__main__":
    run_script(main, snakemake)
