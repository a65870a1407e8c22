"""Rule find_duplicates: find the versions of each song, and the one to keep."""

import logging

from geetkar.corpus.duplicates import DOCUMENTED_BY, find_versions
from geetkar.corpus.tables import DUPLICATES, read_chunks, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, duplicates: str, overlap: float, language: str) -> None:
    """Write, for each song, which of its versions is kept and how similar it is to that one."""
    table = find_versions(read_chunks(songs, ["song", "verses", *DOCUMENTED_BY]), overlap, language)
    write_table(duplicates, table, DUPLICATES)
    log.info("%d songs are versions of another song", (~table["kept"]).sum())


if __name__ == "__main__":
    run_script(main, snakemake)
