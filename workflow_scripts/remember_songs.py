"""Rule remember_songs: write the rows of a text, what a memory proposes for each unit."""

import logging

from geetkar.memory.learning import rows_by_song
from geetkar.memory.memory import Memory
from geetkar.workflow.array_files import open_array, write_array_in_parts
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.memory")


def main(split: str, settings: str, encoded: str, rows: str) -> None:
    """Write the rows `(units, width)` of a split."""
    memory, units = Memory.load(settings), open_array(encoded)
    shape = (len(units), memory.layout.width)
    write_array_in_parts(rows, shape, "uint8", rows_by_song(memory, units))
    log.info("%s: %d rows of %d bytes", split, *shape)


if __name__ == "__main__":
    run_script(main, snakemake)
