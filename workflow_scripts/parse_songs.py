"""Rule parse_songs: every song file read and cleaned; what cannot be used, kept with the reason."""

import gzip
import json
import logging
from contextlib import ExitStack

from geetkar.corpus.parsing import Tally, parse
from geetkar.corpus.songs_table import SONGS, json_lines_writer, write_rows
from geetkar.workflow.errors import InputError
from geetkar.workflow.files import write_json

log = logging.getLogger("geetkar.corpus")


def main(
    archive_path: str,
    songs_path: str,
    rejected_path: str,
    round_trip_path: str,
    counts_path: str,
    left_out: list[str],
) -> None:
    """Parse the archive's songs. Raises `InputError` when not one of them can be used."""
    tally = Tally()
    with ExitStack() as stack:
        lines = stack.enter_context(gzip.open(archive_path, "rt", encoding="utf-8", newline="\n"))
        reject, fail_round_trip = (
            stack.enter_context(json_lines_writer(path)) for path in (rejected_path, round_trip_path)
        )
        write_rows(songs_path, parse(map(json.loads, lines), left_out, tally, reject, fail_round_trip), SONGS)
    write_json(counts_path, tally.as_json(left_out))
    log.info("%d files: %d songs, rejected %s", tally.files, tally.songs, dict(tally.rejected) or 0)
    if not tally.songs:
        raise InputError(f"none of the {tally.files} files in {archive_path} is a song: {dict(tally.rejected)}.")


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.songs,
            snakemake.output.songs,
            snakemake.output.rejected,
            snakemake.output.round_trip,
            snakemake.output.counts,
            list(snakemake.params.left_out),
        )
