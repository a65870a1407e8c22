"""Rule parse_songs: every song file read and cleaned; what cannot be used, kept with the reason."""

import gzip
import json
import logging
from collections import Counter
from collections.abc import Iterator

from geetkar.errors import InputError
from geetkar.files import write_json
from geetkar.lyrics.cleaning import RULES, clean, verses_of
from geetkar.lyrics.isb import Rejected, parse_isb
from geetkar.lyrics.songs_table import SONGS, write_json_lines, write_rows

log = logging.getLogger("geetkar.lyrics")


def parse(records: Iterator[dict], rejected: list[dict], counts: dict) -> Iterator[dict]:
    """Rows of the songs table; fills `rejected`, and the counts of files, songs, spellings and rules."""
    written, rules, reasons = set(), Counter({name: 0 for name, _ in RULES}), Counter()
    counts |= {"files": 0, "songs": 0}
    for record in records:
        counts["files"] += 1
        try:
            songs = parse_isb(record["song"], record["raw"])
        except Rejected as rejection:
            songs = []
            rejected.append(_rejected(record, record["song"], rejection))
        for song in songs:
            text, changed = clean(song)
            rules += changed
            try:
                verses = verses_of(song, text)
            except Rejected as rejection:
                rejected.append(_rejected(record, song.song, rejection))
                continue
            written.update(text.split())
            counts["songs"] += 1
            origin = {key: record[key] for key in ("url", "fetched_at", "sha256")}
            fields = {name: getattr(song, name) for name in SONGS.names if hasattr(song, name)}
            yield {**origin, **fields, "verses": verses}
    reasons.update(each["reason"] for each in rejected)
    counts["rejected"] = dict(sorted(reasons.items()))
    counts["distinct_words_as_written"] = len(written)
    counts["rules"] = [
        {"name": name, "lines": rules[name], "explanation": " ".join(rule.__doc__.split())}
        for name, rule in RULES
    ]


def _rejected(record: dict, song: str, rejection: Rejected) -> dict:
    """A line of the rejected file, with the whole text, so that nothing is lost."""
    return {
        "song": song,
        "url": record["url"],
        "reason": rejection.reason,
        "detail": rejection.detail,
        "raw": record["raw"],
    }


def main(archive_path: str, songs_path: str, rejected_path: str, counts_path: str) -> None:
    """Parse the archive's songs. Raises `InputError` when not one of them can be used."""
    rejected, counts = [], {}
    with gzip.open(archive_path, "rt", encoding="utf-8", newline="\n") as lines:
        write_rows(songs_path, parse(map(json.loads, lines), rejected, counts), SONGS)
    write_json_lines(rejected_path, rejected)
    write_json(counts_path, counts)
    log.info("%d files: %d songs, rejected %s", counts["files"], counts["songs"], counts["rejected"] or 0)
    if not counts["songs"]:
        raise InputError(
            f"none of the {counts['files']} files in {archive_path} is a song: {counts['rejected']}."
        )


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.songs, snakemake.output.songs, snakemake.output.rejected, snakemake.output.counts
        )
