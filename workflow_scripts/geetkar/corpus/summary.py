"""Summarize a corpus in numbers: what was crawled, read, rejected and kept."""

from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd

from geetkar.corpus.song_text import words_of
from geetkar.corpus.tables import records_of
from geetkar.corpus.trigrams import hash_text

FREQUENT = 30  # words, films and lines named in the summary
FEWEST_WORDS = 3  # different words of a line that counts as repeated; shorter lines are calls, such as `ho ho`
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
POINTS_A_DECADE = 12  # per factor of ten, on the curves over ranks and words
FROM_COUNTS = (
    "files",
    "songs",
    "rejected",
    "encodings",
    "quirks",
    "marks",
    "roles",
    "round_trip_failures",
    "distinct_words_as_written",
    "distinct_words_as_spelled",
    "rules",
)


class KeptSongs:
    """Counts of the kept songs, added chunk by chunk."""

    def __init__(self) -> None:
        self.chunks: list[pd.DataFrame] = []  # `year`, `film`, `non_film` and number of `lines` of each song
        self.words_per_line: Counter = Counter()  # lines by number of words
        self.words: Counter = Counter()
        self.english: Counter = Counter()  # those of the words that are English
        self.songs_with_english = 0
        self.read = 0  # words
        self.growth: list[tuple[int, int]] = []  # words read, different words among them
        self.line_numbers = array("Q")  # hashes of the different longer lines of each song

    @property
    def songs(self) -> pd.DataFrame:
        """The year, the film, whether it is none, and the number of lines of each song."""
        return pd.concat(self.chunks)

    def add(self, songs: pd.DataFrame) -> None:
        """Count a chunk of the songs table, with `year`, `film`, `non_film`, `verses` and `marks`."""
        lines = lines_of(songs)
        self.chunks.append(songs[["year", "film", "non_film"]].assign(lines=lines.groupby(level=0).size()))
        words_of_lines: pd.Series = lines.str.split()
        self.words_per_line.update(words_of_lines.list.len().value_counts().to_dict())
        different = lines.reset_index().drop_duplicates()["verses"]
        self.line_numbers.extend(hash_text(line) for line in different if len(set(line.split())) >= FEWEST_WORDS)
        self._count_words(words_of_lines.explode())
        self._count_english(songs)

    def _count_words(self, words: pd.Series) -> None:
        """Count the words of songs, indexed by song."""
        counts = words.value_counts().to_dict()
        new = words[words.isin([word for word in counts if word not in self.words])].drop_duplicates()
        by_song = pd.DataFrame({"read": words.groupby(level=0).size(), "new": new.groupby(level=0).size()})
        for read, different in by_song.fillna(0).cumsum().astype(int).itertuples(index=False):
            self._note_growth(self.read + read, len(self.words) + different)
        self.read += len(words)
        self.words.update(counts)

    def _count_english(self, songs: pd.DataFrame) -> None:
        marks = songs["marks"].explode().dropna()
        marked = marks.index[marks.struct.field("kind") == "english"].unique()
        for song in records_of(songs.loc[marked, ["verses", "marks"]]):
            verses = words_of(song["verses"], song["marks"])
            words = [word for verse in verses for line in verse for word, is_english in line if is_english]
            self.english.update(words)
            self.songs_with_english += bool(words)

    def _note_growth(self, read: int, different: int) -> None:
        if not self.growth or read > self.growth[-1][0] * 10 ** (1 / POINTS_A_DECADE):
            self.growth.append((read, different))


def lines_of(songs: pd.DataFrame) -> pd.Series:
    """Return the lines of all songs, each with the index of its song."""
    return songs["verses"].explode().explode()


def by_frequency(counts: pd.Series, most: int = FREQUENT) -> list[tuple]:
    """Return the most frequent values with their counts; equally frequent ones are sorted."""
    return [*counts.sort_index().sort_values(ascending=False, kind="stable").head(most).items()]


def quantiles(counts: pd.Series) -> dict[str, float]:
    """Return the `QUANTILES` of values; `counts` has the number of each value, sorted by value."""
    reached = counts.cumsum()
    found = [reached.index[reached.searchsorted(share * reached.iloc[-1])] for share in QUANTILES]
    return {f"{share:.0%}": float(value) for share, value in zip(QUANTILES, found, strict=True)}


def frequencies_by_rank(words: pd.Series) -> list[tuple[int, int]]:
    """Return pairs of rank and count of a word, at ranks that are evenly spaced on a logarithmic scale."""
    counts = words.sort_values(ascending=False).to_list()
    last = POINTS_A_DECADE * np.log10(len(counts))
    ranks = sorted({round(10 ** (place / POINTS_A_DECADE)) for place in range(int(last) + 1)} | {len(counts)})
    return [(rank, counts[rank - 1]) for rank in ranks]


def repeated_lines(line_numbers: array, songs: Iterable[pd.DataFrame]) -> list[tuple[str, int]]:
    """Return the lines that are in the most songs, with the number of songs; read `songs` until all are found."""
    numbers = np.frombuffer(line_numbers, np.uint64) if line_numbers else np.empty(0, np.uint64)
    numbers.sort()  # in place, since the array has all lines of the archive
    starts = np.flatnonzero(np.diff(numbers, prepend=~numbers[:1]))
    counts = np.diff(starts, append=len(numbers))
    several = np.flatnonzero(counts > 1)
    most = several[np.argsort(-counts[several], kind="stable")[:FREQUENT]]
    wanted = {int(numbers[starts[place]]): int(counts[place]) for place in most}
    found: dict[str, int] = {}
    for chunk in songs:
        if len(found) == len(wanted):
            break
        lines = lines_of(chunk).drop_duplicates()
        found |= {line: wanted[number] for line in lines if (number := hash_text(line)) in wanted}
    return by_frequency(pd.Series(found, dtype="int64"))


def frequent_spellings(people: pd.DataFrame) -> list[dict]:
    """Return the people who are named most often of those with several spellings, with the songs of each spelling."""
    several = people[people.groupby("name")["name"].transform("size") > 1]
    most = by_frequency(several.groupby("name")["songs"].sum())
    spellings = several.set_index("spelling").groupby("name")["songs"]
    return [{"name": name, "spellings": by_frequency(spellings.get_group(name))} for name, _ in most]


def summarize(
    verdict: dict | None,
    counts: dict,
    kept: KeptSongs,
    repeated: list[tuple[str, int]],
    songs: pd.DataFrame,
    people: pd.DataFrame,
    overlap: float,
) -> dict:
    """Return the summary of a corpus.

    `verdict` is that of the crawl, or `None` if the files were read where they are; `counts` are those of the parsing,
    `kept` are those of the songs in the splits, and `repeated` is from `repeated_lines`. `songs` has a row for each
    song: the merged tables of duplicates, languages and splits. `people` has a row for each spelling of a name.
    """
    versions = songs[~songs["kept"]]
    splits = songs["split"].value_counts()
    words = pd.Series(kept.words)
    letters = Counter()
    for word, count in (kept.words - kept.english).items():
        for letter in word:
            letters[letter] += count
    years, films = kept.songs["year"], kept.songs["film"]
    named = films[~kept.songs["non_film"] & (films != "")]
    songs_by_film = named.value_counts()
    words_per_line = pd.Series(kept.words_per_line).sort_index()
    lines_per_song = kept.songs["lines"].value_counts().sort_index()
    return {
        "archive": verdict,
        **{name: counts[name] for name in FROM_COUNTS},
        "overlap": overlap,
        "duplicates": len(versions),
        "contained_duplicates": len(versions[versions["overlap"] == 1]),
        "versions": records_of(versions[["song", "cluster", "overlap"]].head(FREQUENT)),
        "languages": dict(by_frequency(songs["language"].value_counts())),
        "other_languages": len(songs[songs["kept"] & songs["split"].isna()]),
        "splits": splits.reindex(["train", "val", "test"]).to_dict(),
        "people": people["name"].nunique(),
        "spellings": len(people),
        "frequent_spellings": frequent_spellings(people),
        "lines": kept.words_per_line.total(),
        "words": kept.read,
        "distinct_words": len(words),
        "english_words": kept.english.total(),
        "songs_with_english": kept.songs_with_english,
        "frequent_english_words": by_frequency(pd.Series(kept.english, dtype="int64")),
        "songs_by_year": {str(year): count for year, count in years.value_counts().sort_index().items()},
        "songs_without_year": len(years[years.isna()]),
        "songs_of_no_film": len(films) - len(named),
        "films": len(songs_by_film),
        "frequent_films": by_frequency(songs_by_film),
        "frequent_words": by_frequency(words),
        "frequencies_by_rank": frequencies_by_rank(words),
        "vocabulary_growth": [*kept.growth, (kept.read, len(words))],
        "letters": by_frequency(pd.Series(letters)),
        "repeated_lines": repeated,
        "words_per_line": quantiles(words_per_line),
        "lines_per_song": quantiles(lines_per_song),
        "words_per_line_counts": [*words_per_line.items()],
        "lines_per_song_counts": [*lines_per_song.items()],
    }
