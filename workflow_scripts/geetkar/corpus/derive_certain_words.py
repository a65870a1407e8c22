"""Derive `certain_words.tsv` from the songs of a corpus.

PYTHONPATH=workflow_scripts .venv/bin/python -m geetkar.corpus.derive_certain_words results/corpus/songs.parquet
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from geetkar.corpus.certain_words import TABLE
from geetkar.corpus.itrans import settle, sounds, spell
from geetkar.corpus.letters import is_consonant
from geetkar.corpus.song_text import hindi_words
from geetkar.corpus.tables import read_chunks, records_of

FEWEST = {"aa": 10, "conjunct": 5}  # occurrences
MOST_OTHERWISE = 0.01  # share of the occurrences in which the word is written in another way


def certain_words(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the words that are written in one way, with their kind, for the counts of words in canonical ITRANS."""
    for word, count in counts.items():
        read = sounds(word)
        for kind, others in (("aa", _without_last_length(read)), ("conjunct", _with_vowel_in_conjuncts(read))):
            otherwise = max((counts.get(spell(settle(other)), 0) for other in others), default=count)
            if count >= FEWEST[kind] and otherwise <= MOST_OTHERWISE * count:
                yield word, kind


def _without_last_length(read: Sequence[str]) -> list[list[str]]:
    """Return a word that ends in a consonant and `aa` with `a`; nothing for other words and for those like `kaa`."""
    return [[*read[:-1], "a"]] if len(read) > 2 and read[-1] == "aa" and is_consonant(read[-2]) else []


def _with_vowel_in_conjuncts(read: Sequence[str]) -> list[list[str]]:
    """Return a word with an `a` in each of its conjuncts, one at a time."""
    conjuncts = (place for place in range(1, len(read)) if is_consonant(read[place - 1]) and is_consonant(read[place]))
    return [[*read[:place], "a", *read[place:]] for place in conjuncts]


def count_words(songs: str | Path) -> Counter[str]:
    """Return the number of occurrences of each Hindi word in a songs table."""
    chunks = read_chunks(songs, ["verses", "marks"])
    return Counter(
        word for chunk in chunks for song in records_of(chunk) for word in hindi_words(song["verses"], song["marks"])
    )


if __name__ == "__main__":
    derived = sorted(certain_words(count_words(sys.argv[1])))
    TABLE.write_text("".join(f"{word}\t{kind}\n" for word, kind in derived), encoding="utf-8")
