"""Rule summarize_corpus: what was crawled, read, refused and kept, in numbers."""

from collections.abc import Iterator

from geetkar.corpus.songs_table import read_column_pairs, read_rows
from geetkar.corpus.summary import Dealt, KeptSongs, repeated_lines, summarize
from geetkar.workflow.files import read_json, write_json


def main(
    verdict_path: str,
    counts_path: str,
    songs_path: str,
    duplicates_path: str,
    languages_path: str,
    splits_path: str,
    summary_path: str,
    similarity: float,
) -> None:
    """Summarize the corpus; the text's numbers are those of the songs in the splits."""
    verdict, counts = (read_json(path) for path in (verdict_path, counts_path))
    splits = read_column_pairs(splits_path, "song", "split")
    dealt = Dealt()
    # Both tables have the songs in the same order.
    for row, spoken in zip(read_rows(duplicates_path), read_rows(languages_path), strict=True):
        dealt.add(row, spoken["language"], splits.get(row["song"]))

    def in_the_splits(columns: list[str]) -> Iterator[dict]:
        return (song for song in read_rows(songs_path, columns) if song["song"] in splits)

    kept = KeptSongs()
    for song in in_the_splits(["song", "year", "film", "verses"]):
        kept.add(song)
    repeated = repeated_lines(kept.lines, in_the_splits(["song", "verses"]))
    about = {name: verdict[name] for name in ("source", "layout", "songs", "missing")}
    write_json(summary_path, summarize(about, counts, kept, repeated, dealt, similarity))


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.verdict,
            snakemake.input.counts,
            snakemake.input.songs,
            snakemake.input.duplicates,
            snakemake.input.languages,
            snakemake.input.splits,
            snakemake.output.summary,
            snakemake.params.similarity,
        )
