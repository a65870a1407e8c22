"""Rule recognize_languages: the language of each song, compared with the songs labelled by hand."""

import logging
from collections import Counter

from geetkar.files import write_json
from geetkar.lyrics.languages import SAMPLES, read_labels, recognize_language
from geetkar.lyrics.songs_table import LANGUAGES, read_rows, write_rows

log = logging.getLogger("geetkar.lyrics")


def main(songs_path: str, languages_path: str, check_path: str) -> None:
    """Recognize the languages; say which labelled songs of this corpus were recognized as something else."""
    counts, labels = Counter(), read_labels()
    check = {sample: {"songs": 0, "wrong": []} for sample in SAMPLES}

    def rows():
        for row in read_rows(songs_path, ["song", "sha256", "verses", "marks"]):
            spans = [mark["text"] for mark in row["marks"] if mark["kind"] == "english"]
            language = recognize_language(row["verses"], spans)
            counts[language] += 1
            if label := labels.get(row["sha256"]):
                found = check[label["sample"]]
                found["songs"] += 1
                if label["language"] != language:
                    found["wrong"].append({"song": row["song"], "labelled": label["language"], "recognized": language})
            yield {"song": row["song"], "language": language}

    write_rows(languages_path, rows(), LANGUAGES)
    write_json(check_path, check)
    log.info("songs by language: %s", dict(counts.most_common()))
    for sample, found in check.items():
        log.info("%s songs with a label: %d, recognized otherwise: %s", sample, found["songs"], found["wrong"])


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(snakemake.input.songs, snakemake.output.languages, snakemake.output.check)
