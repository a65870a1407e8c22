"""Rule learn_vectors: a script's units as vectors, for embeddings to begin with."""

import logging

import numpy as np

from geetkar.vocabulary.encoding import open_encoded
from geetkar.vocabulary.vectors import learn_vectors
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.files import replacing

log = logging.getLogger("geetkar.vocabulary")


def main(encoded_path: str, vocabulary_path: str, width: int, vectors_path: str) -> None:
    """Learn vectors of one width from the training text."""
    vocabulary = read_vocabulary(vocabulary_path)
    vectors = learn_vectors(open_encoded(encoded_path), len(vocabulary), width)
    with replacing(vectors_path) as temporary, temporary.open("wb") as file:
        np.save(file, vectors)
    log.info("vectors of %d %s units, %d wide", len(vocabulary), vocabulary.script, width)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.encoded,
            snakemake.input.vocabulary,
            int(snakemake.wildcards.width),
            snakemake.output.vectors,
        )
