r"""Derive `certain_words.tsv` from a crawled archive of ISB files.

PYTHONPATH=workflow_scripts .venv/bin/python -m geetkar.corpus.transliteration.derive_certain_words \
    results/archive/songs.jsonl.gz
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from geetkar.corpus.formats.song import Rejected, Song
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.readings import read_songs
from geetkar.corpus.transliteration.certain_words import TABLE
from geetkar.corpus.transliteration.itrans import canonical, settle, sounds, spell
from geetkar.corpus.transliteration.letters import is_consonant

FEWEST = 5  # songs with the word
MOST_OTHERWISE = 0.01  # share of the songs that write the word in another way
UNCERTAIN = re.compile("(?<![aeiouAEIOU_.])a$|(?<![aeiouAEIOU])_(?![aeiouAEIOU])")  # what the table is to decide


def certain_words(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the words that are written in one way, with their kind; `counts` are the numbers of songs with a word."""
    for word, count in counts.items():
        read = sounds(word)
        for kind, others in (("aa", _without_last_length(read)), ("conjunct", _with_vowel_in_conjuncts(read))):
            otherwise = max((counts.get(spell(settle(other)), 0) for other in others), default=count)
            if count >= FEWEST and otherwise <= MOST_OTHERWISE * count:
                yield word, kind


def _without_last_length(read: Sequence[str]) -> list[list[str]]:
    """Return a word that ends in a consonant and `aa` with `a`; nothing for other words and for those like `kaa`."""
    return [[*read[:-1], "a"]] if len(read) > 2 and read[-1] == "aa" and is_consonant(read[-2]) else []


def _with_vowel_in_conjuncts(read: Sequence[str]) -> list[list[str]]:
    """Return a word with an `a` in each of its conjuncts, one at a time."""
    conjuncts = (place for place in range(1, len(read)) if is_consonant(read[place - 1]) and is_consonant(read[place]))
    return [[*read[:place], "a", *read[place:]] for place in conjuncts]


def count_songs(archive: str) -> Counter[str]:
    """Return the number of songs of a crawled archive with each word, without words that the table is to decide."""
    counts: Counter[str] = Counter()
    for reading in read_songs(archive, [], {}, {}):
        with suppress(Rejected):
            if isinstance(reading.found, Song):
                words = clean(reading.found).written
                counts.update({canonical(word) for word in words if not UNCERTAIN.search(word)})
    return counts


if __name__ == "__main__":
    derived = sorted(certain_words(count_songs(sys.argv[1])))
    TABLE.write_text("".join(f"{word}\t{kind}\n" for word, kind in derived), encoding="utf-8")
