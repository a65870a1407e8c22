"""Rule recognize_languages: the language of each song."""

import logging
from collections import Counter

from geetkar.corpus.languages import recognize_language
from geetkar.corpus.songs_table import LANGUAGES, read_rows, write_rows

log = logging.getLogger("geetkar.corpus")


def main(songs_path: str, languages_path: str) -> None:
    """Recognize the language of each song by its function words."""
    counts = Counter()

    def rows():
        for row in read_rows(songs_path, ["song", "verses", "marks"]):
            spans = [mark["text"] for mark in row["marks"] if mark["kind"] == "english"]
            language = recognize_language(row["verses"], spans)
            counts[language] += 1
            yield {"song": row["song"], "language": language}

    write_rows(languages_path, rows(), LANGUAGES)
    log.info("songs by language: %s", dict(counts.most_common()))


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.songs, snakemake.output.languages)
