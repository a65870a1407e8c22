"""Rule write_text: write the songs of each split as one text in one script, with an index of the songs."""

import logging
from pathlib import Path

from geetkar.corpus.song_index import write_texts
from geetkar.corpus.tables import SONG_INDEX, read_chunks, read_table, write_table
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(songs: str, splits: str, train: str, val: str, test: str, song_index: str, script: str) -> None:
    """Write the texts, with the songs in the shuffled order of the splits, which separates the songs of a film."""
    texts = {"train": train, "val": val, "test": test}
    chunks = read_chunks(songs, ["song", "verses", "marks"])
    index = write_texts(chunks, read_table(splits), script, texts)
    write_table(song_index, index, SONG_INDEX)
    for path in texts.values():
        log.info("%s: %d bytes", path, Path(path).stat().st_size)


if __name__ == "__main__":
    run_script(main, snakemake)
