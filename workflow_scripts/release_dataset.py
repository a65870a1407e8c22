"""Rule release_dataset: the songs as a data set for others, with its card, metadata and checksums."""

import logging
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from geetkar.corpus.songs_table import json_lines_writer, read_column_pairs, read_rows, rows_writer
from geetkar.dataset.card import write_card
from geetkar.dataset.croissant import describe
from geetkar.dataset.spreadsheet import spreadsheet_writer
from geetkar.dataset.tables import SCHEMA, SET_ASIDE, TABLES, dataset_row, language_codes
from geetkar.workflow.files import checksum, read_json, write_json, write_text

log = logging.getLogger("geetkar.dataset")

SCRIPTS = "ITRANS, roman and Devanagari"


def write_tables(
    inputs: dict[str, str], parquet: dict[str, str], jsonl: dict[str, str], csv: str, repeats: str
) -> tuple[Counter, str | None]:
    """Write each table as Parquet and JSON Lines, and all as CSV; return their rows and the day of the last fetch."""
    splits = read_column_pairs(inputs["splits"], "song", "split")
    # These tables have the songs in the same order.
    songs, languages, versions = (read_rows(inputs[name]) for name in ("songs", "languages", "duplicates"))
    rows, latest = Counter(), ""
    with ExitStack() as stack:
        writers = {
            table: (
                stack.enter_context(rows_writer(parquet[table], SCHEMA)),
                stack.enter_context(json_lines_writer(jsonl[table])),
            )
            for table in parquet
        }
        write_to_spreadsheet = stack.enter_context(spreadsheet_writer(csv))
        for song, language, version in zip(songs, languages, versions, strict=True):
            split = splits.get(song["song"])
            table = TABLES[split] if split else SET_ASIDE
            reason = None if split else "language" if version["kept"] else "version"
            row = dataset_row(song, language["language"], version["cluster"], reason, repeats)
            row = {column: row[column] for column in SCHEMA.names}
            for write in writers[table]:
                write(row)
            write_to_spreadsheet(row, table)
            rows[table] += 1
            latest = max(latest, row["fetched_at"] or "")
    return rows, latest[:10] or None


def complete_description(given: dict[str, str | None], songs: int, notice: str | None) -> dict[str, str | None]:
    """Return the configuration's description with a name and a description that are true of any songs.

    Where it says nothing of terms, those that the archive named in its `notice` hold.
    """
    return {
        **given,
        "name": " ".join((given["name"] or f"Songs in {SCRIPTS}").split()),
        "description": given["description"] or f"Lyrics of {songs:,} songs in {SCRIPTS}.",
        "licence": given["licence"] or notice,
    }


def main(
    inputs: dict[str, str],
    parquet: dict[str, str],
    jsonl: dict[str, str],
    texts: dict[str, str],
    description: dict[str, str | None],
    repeats: str,
    languages: list[str],
) -> None:
    """Write the tables, then what describes them; `languages` are those that were kept."""
    summary = read_json(inputs["summary"])
    notice = read_json(inputs["verdict"])["notice"]  # null for a folder alone
    rows, day = write_tables(inputs, parquet, jsonl, texts["csv"], repeats)
    description = complete_description(description, summary["songs"], notice)
    codes = language_codes(languages)
    write_text(texts["card"], write_card(summary, description, rows, repeats, codes))
    folder = Path(texts["card"]).parent
    files = {table: (Path(path).relative_to(folder), checksum(path)) for table, path in parquet.items() if rows[table]}
    write_json(texts["croissant"], describe(description, day, codes, files))
    sums = [*parquet.values(), *jsonl.values(), texts["csv"], texts["card"], texts["croissant"]]
    lines = (f"{checksum(path)}  {Path(path).relative_to(folder).as_posix()}\n" for path in sums)
    write_text(texts["checksums"], "".join(lines))
    log.info("%d songs in %s", summary["songs"], folder)


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        tables = [*TABLES.values(), SET_ASIDE]
        outputs = dict(snakemake.output.items())
        inputs = ("verdict", "songs", "splits", "languages", "duplicates", "summary")
        main(
            {name: snakemake.input[name] for name in inputs},
            {table: outputs[f"{table}_parquet"] for table in tables},
            {table: outputs[f"{table}_jsonl"] for table in tables},
            {name: outputs[name] for name in ("csv", "card", "croissant", "checksums")},
            dict(snakemake.params.description),
            snakemake.params.repeats,
            list(snakemake.params.languages),
        )
