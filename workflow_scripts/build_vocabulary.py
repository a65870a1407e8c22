"""Rule build_vocabulary: the units of a script's training text, numbered."""

import logging
from pathlib import Path

from geetkar.vocabulary.vocabulary import build_vocabulary
from geetkar.workflow.files import replacing

log = logging.getLogger("geetkar.vocabulary")


def main(train_path: str, vocabulary_path: str, script: str, unit: str, limits: dict) -> None:
    """Build the vocabulary of one script and unit from the training text."""
    vocabulary = build_vocabulary(Path(train_path).read_text(encoding="utf-8"), script, unit, **limits)
    with replacing(vocabulary_path) as temporary:
        vocabulary.write_to(temporary)
    log.info("vocabulary %s.%s: %d units", script, unit, len(vocabulary))


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.train,
            snakemake.output.vocabulary,
            snakemake.wildcards.script,
            snakemake.wildcards.unit,
            snakemake.params.limits,
        )
