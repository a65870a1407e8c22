"""Rule summarize_corpus: count the songs that were crawled, read, rejected and kept."""

from collections.abc import Iterator

import pandas as pd

from geetkar.corpus.summary import KeptSongs, repeated_lines, summarize
from geetkar.corpus.tables import merge_songs, read_chunks, read_table
from geetkar.workflow.files import read_json, write_json
from geetkar.workflow.scripts import run_script


def main(
    counts: str,
    songs: str,
    people: str,
    duplicates: str,
    languages: str,
    splits: str,
    summary: str,
    overlap: float,
    verdict: str | None = None,
) -> None:
    """Summarize the corpus; lines and words are counted in the songs of the splits.

    `verdict` is that of the crawl, if the songs were crawled.
    """
    crawled = read_json(verdict) if verdict else None
    about = merge_songs(read_table(duplicates), read_table(languages))
    about = about.merge(read_table(splits), how="left", on="song", validate="one_to_one")
    in_a_split = about.loc[about["split"].notna(), "song"]

    def chunks(columns: list[str]) -> Iterator[pd.DataFrame]:
        return (chunk[chunk["song"].isin(in_a_split)] for chunk in read_chunks(songs, ["song", *columns]))

    kept = KeptSongs()
    for chunk in chunks(["year", "film", "non_film", "verses", "marks"]):
        kept.add(chunk)
    repeated = repeated_lines(kept.line_numbers, chunks(["verses"]))
    archive = crawled and {name: crawled[name] for name in ("source", "layout", "songs", "missing", "notice")}
    write_json(summary, summarize(archive, read_json(counts), kept, repeated, about, read_table(people), overlap))


if __name__ == "__main__":
    run_script(main, snakemake)
