"""Rule release_dataset: write the songs as a data set, with its card, metadata and checksums."""

import logging
from pathlib import Path

from geetkar.corpus.people import names_by_spelling, with_one_spelling
from geetkar.corpus.tables import read_chunks, read_table
from geetkar.dataset.card import write_card
from geetkar.dataset.croissant import describe
from geetkar.dataset.description import Description
from geetkar.dataset.release import checksums_of, write_tables
from geetkar.dataset.tables import describe_songs, language_codes
from geetkar.workflow.files import checksum, read_json, write_json, write_text
from geetkar.workflow.scripts import run_script

log = logging.getLogger("geetkar.dataset")


def main(
    songs: str,
    people: str,
    duplicates: str,
    languages: str,
    splits: str,
    summary: str,
    parquet: list[str],
    jsonl: list[str],
    csv: str,
    card: str,
    croissant: str,
    checksums: str,
    description: dict[str, str | None],
    chosen_languages: list[str],
    scripts: list[str],
) -> None:
    """Write the tables, then card, metadata and checksums; `parquet` and `jsonl` files are named after their table."""
    about = describe_songs(read_table(duplicates), read_table(languages), read_table(splits))
    tables, lines = ({Path(path).stem: path for path in paths} for paths in (parquet, jsonl))
    names = names_by_spelling(read_table(people))
    chunks = (with_one_spelling(chunk, names) for chunk in read_chunks(songs))
    write_tables(chunks, about, tables, lines, csv, scripts)
    rows = {table: len(about[about["table"] == table]) for table in tables}
    counted = read_json(summary)
    notice = counted["archive"] and counted["archive"]["notice"]  # only the live archive has one
    described = Description(**description).completed(counted["songs"], notice, scripts)
    codes = language_codes(chosen_languages) if counted["languages"] else []  # not recognized in songs as written
    write_text(card, write_card(counted, described, rows, codes, scripts))
    folder = Path(card).parent
    files = {table: (Path(path).relative_to(folder), checksum(path)) for table, path in tables.items() if rows[table]}
    fetched = read_table(songs, ["fetched_at"])["fetched_at"].dropna()
    day = None if fetched.empty else fetched.max()[:10]
    write_json(croissant, describe(described, day, codes, files, scripts))
    paths = [*parquet, *jsonl, csv, card, croissant]
    write_text(checksums, checksums_of(paths, folder))
    log.info("%d songs in %s", counted["songs"], folder)


if __name__ == "__main__":
    run_script(main, snakemake)
