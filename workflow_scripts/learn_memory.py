"""Rule learn_memory: learn a memory from the training text."""

import logging

from geetkar.memory.learning import learn_memory
from geetkar.vocabulary.vocabulary import read_vocabulary
from geetkar.workflow.array_files import open_array
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.memory")


def main(memory: str, encoded: str, vocabulary: str, settings: str) -> None:
    """Write the memory, `song` or `song_and_corpus`, of an encoded training text."""
    learned = learn_memory(memory, open_array(encoded), read_vocabulary(vocabulary))
    learned.save(settings)
    contexts = 0 if learned.corpus is None else int(learned.corpus.sizes[0])
    log.info("memory %s: %d bytes a unit, %d contexts of the corpus", memory, learned.layout.width, contexts)


if __name__ == "__main__":
    run_script(main, snakemake)
