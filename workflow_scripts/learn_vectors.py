"""Rule learn_vectors: a script's units as vectors, for embeddings to begin with."""

import logging

from geetkar.vocabulary.vectors import learn_vectors
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.arrays import open_array, write_array
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.vocabulary")


def main(encoded: str, vocabulary: str, width: str, vectors: str) -> None:
    """Learn vectors of one width from the training text."""
    units = read_vocabulary(vocabulary)
    write_array(vectors, learn_vectors(open_array(encoded), len(units), int(width)))
    log.info("vectors of %d %s units, %s wide", len(units), units.script, width)


if __name__ == "__main__":
    run_script(main, snakemake)
