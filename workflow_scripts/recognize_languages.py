"""Rule recognize_languages: recognize the language of each song."""

import logging

from geetkar.corpus.languages import recognize_languages
from geetkar.corpus.tables import LANGUAGES, read_chunks, read_table, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, languages: str, language: str) -> None:
    """Recognize the language of each song by its function words; it is null in songs read in `any` language."""
    if language == "any":
        table = read_table(songs, ["song"]).assign(language=None)
    else:
        table = recognize_languages(read_chunks(songs, ["song", "verses", "marks"]))
    write_table(languages, table, LANGUAGES)
    log.info("songs by language: %s", table["language"].value_counts().to_dict())


if __name__ == "__main__":
    run_script(main, snakemake)
