"""Rule build_vocabulary: number the units of a script's training text."""

import logging
from pathlib import Path

from geetkar.verse.codes import CODES
from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.vocabulary")


def main(script: str, arranged: str, unit: str, train: str, vocabulary: str, limits: dict) -> None:
    """Build the vocabulary of a script and unit; `limits` are the arguments `min_count` and `limit`.

    That of an `arranged` text with plans has all of their codes, so that any form can be requested.
    """
    also = CODES if "planned" in arranged else ""
    built = build_vocabulary(Path(train).read_text(encoding="utf-8"), script, unit, **limits, also=also)
    built.write_to(vocabulary)
    log.info("vocabulary %s.%s: %d units", script, unit, len(built))


if __name__ == "__main__":
    run_script(main, snakemake)
