"""A corpus in numbers: what was crawled, read, refused and kept."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from geetkar.corpus.duplicates import hash_text

FREQUENT = 30  # words, films and lines named in the summary
FEWEST_WORDS = 3  # different ones in a line that several songs may have; shorter ones are calls, `ho ho`
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
NO_FILM = re.compile(r"non[- ]?film|^[ ?]*$", re.IGNORECASE)
POINTS_A_DECADE = 12  # of the curves over ranks and words
FROM_COUNTS = (
    "files",
    "songs",
    "rejected",
    "encodings",
    "quirks",
    "marks",
    "elisions_resolved",
    "round_trip_failures",
    "distinct_words_as_written",
    "distinct_words_as_spelled",
    "rules",
)


@dataclass
class KeptSongs:
    """What the songs that are kept hold, counted as they pass."""

    years: Counter = field(default_factory=Counter)
    films: Counter = field(default_factory=Counter)
    of_no_film: int = 0
    words: Counter = field(default_factory=Counter)
    words_per_line: Counter = field(default_factory=Counter)
    lines_per_song: Counter = field(default_factory=Counter)
    lines: array = field(default_factory=lambda: array("Q"))  # the different longer lines of each song, as numbers
    growth: list[tuple[int, int]] = field(default_factory=list)  # words read, different ones among them
    read: int = 0

    def add(self, song: dict) -> None:
        """Count a song."""
        lines = [line for verse in song["verses"] for line in verse]
        self.years[song["year"]] += 1
        if not NO_FILM.search(song["film"]):
            self.films[song["film"]] += 1
        else:
            self.of_no_film += 1
        self.lines_per_song[len(lines)] += 1
        self.lines.extend({hash_text(line) for line in lines if len(set(line.split())) >= FEWEST_WORDS})
        for line in lines:
            words = line.split()
            self.words_per_line[len(words)] += 1
            self.words.update(words)
            self.read += len(words)
        if not self.growth or self.read > self.growth[-1][0] * 10 ** (1 / POINTS_A_DECADE):
            self.growth.append((self.read, len(self.words)))


def by_frequency(counts: Counter, most: int = FREQUENT) -> list[tuple]:
    """The most frequent first, then by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def quantiles(counts: Counter) -> dict[str, float]:
    """How values are spread: the value that a share of them does not exceed."""
    values = np.array(sorted(counts))
    reached = np.cumsum([counts[value] for value in values.tolist()])
    found = [values[np.searchsorted(reached, share * reached[-1])] for share in QUANTILES]
    return {f"{share:.0%}": float(value) for share, value in zip(QUANTILES, found, strict=True)}


def frequencies_by_rank(words: Counter) -> list[tuple[int, int]]:
    """How often the word of each rank occurs, at ranks that are evenly spread on a logarithmic scale."""
    counts = sorted(words.values(), reverse=True)
    last = POINTS_A_DECADE * np.log10(len(counts))
    ranks = sorted({round(10 ** (place / POINTS_A_DECADE)) for place in range(int(last) + 1)} | {len(counts)})
    return [(rank, counts[rank - 1]) for rank in ranks]


def repeated_lines(lines: array, songs: Iterable[dict]) -> list[tuple[str, int]]:
    """The lines that stand in the most songs, with how many; `songs` is read until all are found."""
    numbers = np.frombuffer(lines, np.uint64) if lines else np.empty(0, np.uint64)
    numbers.sort()  # in its place: there are as many lines as the archive has
    starts = np.flatnonzero(np.diff(numbers, prepend=~numbers[:1]))
    counts = np.diff(starts, append=len(numbers))
    several = np.flatnonzero(counts > 1)
    most = several[np.argsort(-counts[several], kind="stable")[:FREQUENT]]
    wanted = {int(numbers[starts[place]]): int(counts[place]) for place in most}
    found: Counter = Counter()
    for song in songs:
        for line in (line for verse in song["verses"] for line in verse):
            if count := wanted.pop(hash_text(line), None):
                found[line] = count
        if not wanted:
            break
    return by_frequency(found)


@dataclass
class Dealt:
    """Where the songs went, counted as they pass."""

    versions: list[dict] = field(default_factory=list)
    exact: int = 0
    languages: Counter = field(default_factory=Counter)
    other_languages: int = 0
    splits: Counter = field(default_factory=Counter)

    def add(self, row: dict, language: str, split: str | None) -> None:
        """Count a row of the table of duplicates."""
        self.languages[language] += 1
        self.splits[split] += 1
        if not row["kept"]:
            self.exact += row["similarity"] == 1
            self.versions.append({name: row[name] for name in ("song", "cluster", "similarity")})
        elif split is None:
            self.other_languages += 1


def summarize(
    verdict: dict,
    counts: dict,
    kept: KeptSongs,
    repeated: list[tuple[str, int]],
    dealt: Dealt,
    similarity: float,
) -> dict:
    """The summary of a corpus: `verdict` of its archive, `counts` of its parsing, its `kept` songs' own numbers."""
    letters = Counter()
    for word, count in kept.words.items():
        for letter in word:
            letters[letter] += count
    return {
        "archive": verdict,
        **{name: counts[name] for name in FROM_COUNTS},
        "elisions": counts["marks"].get("elision", 0),
        "similarity": similarity,
        "duplicates": len(dealt.versions),
        "exact_duplicates": dealt.exact,
        "versions": dealt.versions[:FREQUENT],
        "languages": dict(by_frequency(dealt.languages)),
        "other_languages": dealt.other_languages,
        "splits": {split: dealt.splits[split] for split in ("train", "val", "test")},
        "lines": kept.words_per_line.total(),
        "words": kept.read,
        "distinct_words": len(kept.words),
        "songs_by_year": {str(year): kept.years[year] for year in sorted(filter(None, kept.years))},
        "songs_without_year": kept.years[None],
        "songs_of_no_film": kept.of_no_film,
        "films": len(kept.films),
        "frequent_films": by_frequency(kept.films),
        "frequent_words": by_frequency(kept.words),
        "frequencies_by_rank": frequencies_by_rank(kept.words),
        "vocabulary_growth": [*kept.growth, (kept.read, len(kept.words))],
        "letters": by_frequency(letters),
        "repeated_lines": repeated,
        "words_per_line": quantiles(kept.words_per_line),
        "lines_per_song": quantiles(kept.lines_per_song),
        "words_per_line_counts": sorted(kept.words_per_line.items()),
        "lines_per_song_counts": sorted(kept.lines_per_song.items()),
    }
