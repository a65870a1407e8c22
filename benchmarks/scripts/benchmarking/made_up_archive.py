r"""Make up archives of any size from the songs of a crawled one.

A copy of a song has other words in the same places: each word is replaced by one that is about as frequent, everywhere
in the same way. Abbreviated lines, cues, English and repeats thus stay what they are, and the archive has no more
different words than before.
"""

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import cycle, islice
from pathlib import Path

from geetkar.corpus.transliteration.itrans import canonical

FIELD = re.compile(r"[ \t]*(?:%|#[A-Za-z]+\b[^#]*$|\\[A-Za-z]+[ \t]*[{(])")  # also a comment or a marker
FILM = re.compile(r"^([ \t]*\\film\{[^}\n]*)")
TITLE = re.compile(r"[ \t]*\\stitle\{")
# A comment, English, a command or a cue stays; else a word of three letters or more.
PIECE = re.compile(r"%.*|##.*?##|#[^#]*#|\\[A-Za-z]+|^[ \t]*[^:]{1,24}:|(?P<word>[A-Za-z.~^_]{3,})")
EQUALLY_FREQUENT = 64  # neighbours among the words by frequency, which replace each other


def words_of(raws: Iterable[str]) -> list[str]:
    """Return the different words of songs in canonical ITRANS, the most frequent first."""
    counts: Counter[str] = Counter()
    for raw in raws:
        lines = (line for line in raw.split("\n") if not FIELD.match(line))
        counts.update(canonical(found["word"]) for line in lines for found in PIECE.finditer(line) if found["word"])
    return sorted(counts, key=lambda word: (-counts[word], word))


def other_words(words: list[str], copy: int) -> dict[str, str]:
    """Return the word that replaces each of `words`, which are sorted by frequency, in a copy of the songs."""
    dice = random.Random(copy)
    others = []
    for start in range(0, len(words), EQUALLY_FREQUENT):
        alike = words[start : start + EQUALLY_FREQUENT]
        others += dice.sample(alike, len(alike))
    return dict(zip(words, others, strict=True))


def vary(raw: str, copy: int, replaced: Mapping[str, str]) -> str:
    """Return a song with other words and title, in another film, so that it is no version of the original."""

    def other(found: re.Match) -> str:
        return replaced.get(canonical(found["word"] or ""), found.group())

    def line_of(line: str) -> str:
        stays = FIELD.match(line) and not TITLE.match(line)
        return FILM.sub(rf"\1 {copy}", line) if stays else PIECE.sub(other, line)

    return "\n".join(map(line_of, raw.split("\n")))


def write_archive(crawled: Path, count: int, path: Path) -> None:
    """Write `count` songs as a crawl would: those of `crawled`, then copies of them with other words."""
    with gzip.open(crawled, "rt", encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines]
    words = words_of(record["raw"] for record in records)
    replaced: dict[str, str] = {}
    with gzip.open(path, "wt", encoding="utf-8", newline="\n", compresslevel=1) as lines:
        for number, record in enumerate(islice(cycle(records), count)):
            copy, place = divmod(number, len(records))
            if copy:
                replaced = other_words(words, copy) if place == 0 else replaced
                raw = vary(record["raw"], copy, replaced)
                checksum = hashlib.sha256(raw.encode()).hexdigest()
                record = {**record, "song": f"{record['song']}-{copy}", "sha256": checksum, "raw": raw}
            lines.write(json.dumps(record) + "\n")
