"""Rule write_text: the songs of each split as one text in one script."""

import logging
from contextlib import ExitStack
from tempfile import TemporaryFile

from geetkar.corpus.marks import sung
from geetkar.corpus.songs_table import read_column_pairs, read_rows
from geetkar.corpus.text import SONG_BREAK, write_song
from geetkar.workflow.files import replacing

log = logging.getLogger("geetkar.corpus")


def main(songs_path: str, splits_path: str, script: str, repeats: str, text_paths: dict[str, str]) -> None:
    """Write the texts, songs in the shuffled order of the splits: no film's songs stand together.

    The songs come in another order from the table, and wait in a file until it is their turn.
    """
    splits = read_column_pairs(splits_path, "song", "split")
    places: dict[str, tuple[int, int]] = {}
    with ExitStack() as stack:
        waiting = stack.enter_context(TemporaryFile())
        for row in read_rows(songs_path, ["song", "verses", "marks"]):
            if row["song"] in splits:
                verses = sung(row["verses"], row["marks"]) if repeats == "expand" else row["verses"]
                written = write_song(verses, script).encode()
                places[row["song"]] = (waiting.tell(), len(written))
                waiting.write(written)
        texts = {
            split: stack.enter_context(stack.enter_context(replacing(path)).open("wb"))
            for split, path in text_paths.items()
        }
        for song, split in splits.items():
            start, length = places[song]
            waiting.seek(start)
            texts[split].write(SONG_BREAK.encode() if texts[split].tell() else b"")
            texts[split].write(waiting.read(length))
        for split, text in texts.items():
            text.write(b"\n")
            log.info("%s: %d bytes", text_paths[split], text.tell())


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.songs,
            snakemake.input.splits,
            snakemake.wildcards.script,
            snakemake.params.repeats,
            dict(snakemake.output.items()),
        )
