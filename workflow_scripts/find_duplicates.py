"""Rule find_duplicates: which songs are versions of one song, and which of them is kept."""

import logging

from geetkar.corpus.duplicates import DOCUMENTED_BY, find_versions
from geetkar.corpus.tables import DUPLICATES, read_chunks, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, duplicates: str, similarity: float) -> None:
    """Find the versions; a row says which song is kept of a song's versions, and how similar it is to that one."""
    table = find_versions(read_chunks(songs, ["song", "verses", *DOCUMENTED_BY]), similarity)
    write_table(duplicates, table, DUPLICATES)
    log.info("%d songs are versions of another", (~table["kept"]).sum())


if __name__ == "__main__":
    run_script(main, snakemake)
