"""Rule encode_text: a split's text as numbers, with what its losses must be divided by."""

import logging
from pathlib import Path

import numpy as np

from geetkar.vocabulary.encoding import describe_encoding, encode_text
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import replacing, write_json

log = logging.getLogger("geetkar.vocabulary")


def main(text_path: str, vocabulary_path: str, encoded_path: str, description_path: str) -> None:
    """Encode one text and describe the result."""
    text = Path(text_path).read_text(encoding="utf-8")
    vocabulary = read_vocabulary(vocabulary_path)
    encoded = encode_text(text, vocabulary)
    with replacing(encoded_path) as temporary, temporary.open("wb") as file:
        np.save(file, encoded)
    description = describe_encoding(text, encoded, vocabulary)
    write_json(description_path, description)
    log.info("%s: %d units, %.2f %% known", text_path, len(encoded), 100 * description["coverage"])


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.text,
            snakemake.input.vocabulary,
            snakemake.output.encoded,
            snakemake.output.description,
        )
