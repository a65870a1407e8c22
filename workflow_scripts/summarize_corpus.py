"""Rule summarize_corpus: what was crawled, read, refused and kept, in numbers."""

import json
from collections import Counter
from pathlib import Path

import numpy as np

from geetkar.files import write_json
from geetkar.lyrics.songs_table import read_column_pairs, read_rows

FREQUENT = 30  # words named in the summary
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def summarize(
    verdict: dict, counts: dict, songs: list[dict], kept: dict[str, bool], splits: dict[str, str]
) -> dict:
    """The summary of a corpus; songs by decade, words and lengths count the kept songs."""
    songs = [song for song in songs if kept[song["song"]]]
    lines = [[line.split() for verse in song["verses"] for line in verse] for song in songs]
    words = Counter(word for song in lines for line in song for word in line)
    decades = Counter(song["year"] // 10 * 10 if song["year"] else None for song in songs)
    return {
        "archive": {"source": verdict["source"], "layout": verdict["layout"], "songs": verdict["songs"]},
        "files": counts["files"],
        "songs": counts["songs"],
        "rejected": counts["rejected"],
        "duplicates": sum(not each for each in kept.values()),
        "splits": {split: list(splits.values()).count(split) for split in ("train", "val", "test")},
        "lines": sum(map(len, lines)),
        "words": words.total(),
        "distinct_words_as_written": counts["distinct_words_as_written"],
        "distinct_words": len(words),
        "rules": counts["rules"],
        "songs_by_decade": {str(decade): decades[decade] for decade in sorted(d for d in decades if d)},
        "songs_without_year": decades[None],
        "frequent_words": sorted(words.items(), key=lambda item: (-item[1], item[0]))[:FREQUENT],
        "words_per_line": _quantiles([len(line) for song in lines for line in song]),
        "lines_per_song": _quantiles([len(song) for song in lines]),
    }


def _quantiles(values: list[int]) -> dict[str, float]:
    """How values are spread: the value that a share of them does not exceed."""
    found = np.quantile(values, QUANTILES, method="inverted_cdf")
    return {f"{share:.0%}": float(value) for share, value in zip(QUANTILES, found, strict=True)}


def main(
    verdict_path: str,
    counts_path: str,
    songs_path: str,
    duplicates_path: str,
    splits_path: str,
    summary_path: str,
) -> None:
    """Summarize the corpus."""
    verdict, counts = (
        json.loads(Path(path).read_text(encoding="utf-8")) for path in (verdict_path, counts_path)
    )
    songs = list(read_rows(songs_path, ["song", "year", "verses"]))
    kept = read_column_pairs(duplicates_path, "song", "kept")
    splits = read_column_pairs(splits_path, "song", "split")
    write_json(summary_path, summarize(verdict, counts, songs, kept, splits))


if __name__ == "__main__":
    from geetkar.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            snakemake.input.verdict,
            snakemake.input.counts,
            snakemake.input.songs,
            snakemake.input.duplicates,
            snakemake.input.splits,
            snakemake.output.summary,
        )
