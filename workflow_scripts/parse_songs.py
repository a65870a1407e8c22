"""Rule parse_songs: read and clean every song file; list what cannot be used, with the reason."""

import logging
from contextlib import ExitStack
from itertools import chain, islice

from geetkar.corpus.formats import isb
from geetkar.corpus.parsing import Tally, parse
from geetkar.corpus.tables import CHUNK, SONGS, json_lines_writer, read_json_lines, records_of, table_of, table_writer
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.corpus")


def main(archive: str, songs: str, rejected: str, round_trip: str, counts: str, left_out: list[str]) -> None:
    """Parse the archive's songs. Raise `InputError` when no song can be used."""
    tally = Tally()
    with ExitStack() as stack:
        write = stack.enter_context(table_writer(songs, SONGS))
        reject, fail_round_trip = (stack.enter_context(json_lines_writer(path)) for path in (rejected, round_trip))
        readings = isb.read_records(chain.from_iterable(map(records_of, read_json_lines(archive))))
        rows = parse(readings, left_out, tally, reject, fail_round_trip)
        while chunk := list(islice(rows, CHUNK)):
            write(table_of(chunk, SONGS))
    write_json(counts, tally.as_json(left_out))
    log.info("%d files: %d songs, rejected %s", tally.files, tally.songs, dict(tally.rejected) or 0)
    if not tally.songs:
        raise InputError(
            f"{archive} has no usable song; its {tally.files} files were rejected for {dict(tally.rejected)}. "
            "See docs/isb.md for the format."
        )


if __name__ == "__main__":
    run_script(main, snakemake)
