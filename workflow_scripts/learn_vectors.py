"""Rule learn_vectors: learn vectors of a script's units, the initial values of pretrained embeddings."""

import logging

from geetkar.vocabulary.vectors import learn_vectors
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.array_files import open_array, write_array
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.vocabulary")


def main(encoded: str, vocabulary: str, width: str, vectors: str) -> None:
    """Learn vectors of a width from the encoded training text."""
    units = read_vocabulary(vocabulary)
    write_array(vectors, learn_vectors(open_array(encoded), len(units), int(width)))
    log.info("learned vectors of %d %s units, width %s", len(units), units.script, width)


if __name__ == "__main__":
    run_script(main, snakemake)
