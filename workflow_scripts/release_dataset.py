"""Rule release_dataset: the songs as a data set for others, with its card, metadata and checksums."""

import logging
from contextlib import ExitStack
from pathlib import Path

from geetkar.dataset.card import write_card
from geetkar.dataset.croissant import describe
from geetkar.dataset.tables import SET_ASIDE, TABLES, columns_of, dataset_row, language_codes, schema
from geetkar.files import checksum, read_json, write_json, write_text
from geetkar.lyrics.songs_table import json_lines_writer, read_column_pairs, read_rows, rows_writer

log = logging.getLogger("geetkar.dataset")

NAME = "Hindi film songs of the ITRANS Song Book"
TERMS = (
    "The lyrics are the property of their owners. The archive offers them for private study, scholarship, or "
    "research only; this data set is under the same terms."
)


def write_tables(inputs: dict[str, str], parquet: dict[str, str], jsonl: dict[str, str], repeats: str) -> str:
    """Write each table twice, as Parquet and as JSON Lines; return the day of the latest fetch."""
    splits = read_column_pairs(inputs["splits"], "song", "split")
    # These tables have the songs in the same order.
    songs, languages, versions = (read_rows(inputs[name]) for name in ("songs", "languages", "duplicates"))
    latest = ""
    with ExitStack() as stack:
        writers = {
            table: (
                stack.enter_context(rows_writer(parquet[table], schema(columns_of(table)))),
                stack.enter_context(json_lines_writer(jsonl[table])),
            )
            for table in parquet
        }
        for song, language, version in zip(songs, languages, versions, strict=True):
            row = dataset_row(song, language["language"], version["cluster"], repeats)
            split = splits.get(song["song"])
            table = TABLES[split] if split else SET_ASIDE
            if table == SET_ASIDE:
                row["reason"] = "language" if version["kept"] else "version"
            for write in writers[table]:
                write({column: row[column] for column, _, _ in columns_of(table)})
            latest = max(latest, song["fetched_at"])
    return latest[:10]


def main(
    inputs: dict[str, str],
    parquet: dict[str, str],
    jsonl: dict[str, str],
    texts: dict[str, str],
    repeats: str,
    languages: list[str],
) -> None:
    """Write the tables, then what describes them; `languages` are those that were kept."""
    summary = read_json(inputs["summary"])
    day = write_tables(inputs, parquet, jsonl, repeats)
    write_text(texts["card"], write_card(summary, TERMS, repeats, language_codes(languages)))
    folder = Path(texts["card"]).parent
    files = {table: (Path(path).relative_to(folder), checksum(path)) for table, path in parquet.items()}
    description = f"Lyrics of {summary['songs']:,} Hindi film songs in ITRANS, roman and Devanagari."
    write_json(texts["croissant"], describe(NAME, description, TERMS, day, language_codes(languages), files))
    sums = [*parquet.values(), *jsonl.values(), texts["card"], texts["croissant"]]
    lines = (f"{checksum(path)}  {Path(path).relative_to(folder).as_posix()}\n" for path in sums)
    write_text(texts["checksums"], "".join(lines))
    log.info("%d songs in %s", summary["songs"], folder)


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        tables = [*TABLES.values(), SET_ASIDE]
        outputs = dict(snakemake.output.items())
        main(
            {name: snakemake.input[name] for name in ("songs", "splits", "languages", "duplicates", "summary")},
            {table: outputs[f"{table}_parquet"] for table in tables},
            {table: outputs[f"{table}_jsonl"] for table in tables},
            {name: outputs[name] for name in ("card", "croissant", "checksums")},
            snakemake.params.repeats,
            list(snakemake.params.languages),
        )
