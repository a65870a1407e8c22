"""Rule parse_songs: read and clean every song file; list what cannot be used, with the reason."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice

from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.parsing import Tally, parse
from geetkar.corpus.readings import read_songs
from geetkar.corpus.tables import CHUNK, SONGS, json_lines_writer, table_of, table_writer
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(
    songs: str,
    rejected: str,
    round_trip: str,
    counts: str,
    reading: dict,
    left_out: list[str],
    repeats: str,
    english: str,
    config: dict,
    archive: str | None = None,
    files: Sequence[str] = (),
) -> None:
    """Parse the songs of a crawled archive, or files where they are. Raise `InputError` when no song can be used.

    `reading` has the keys of `songs` that decide how files are read, and `config` the other ones.
    """
    tally = Tally()
    with ExitStack() as stack:
        write = stack.enter_context(table_writer(songs, SONGS))
        reject, fail_round_trip = (stack.enter_context(json_lines_writer(path)) for path in (rejected, round_trip))
        readings = read_songs(archive, files, reading, config)
        cleaned = partial(clean, left_out=left_out, repeats=repeats, english=english)
        rows = parse(readings, cleaned, tally, reject, fail_round_trip)
        while chunk := list(islice(rows, CHUNK)):
            write(table_of(chunk, SONGS))
    write_json(counts, tally.as_json(left_out))
    log.info("%d files: %d songs, rejected %s", tally.files, tally.songs, dict(tally.rejected) or 0)
    if not tally.songs:
        raise InputError(
            f"no song could be used; the {tally.files} files were rejected for {dict(tally.rejected)}. See "
            "docs/isb.md and docs/data_formats.md for the formats."
        )


if __name__ == "__main__":
    run_script(main, snakemake)
