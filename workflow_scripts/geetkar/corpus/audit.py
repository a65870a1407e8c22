r"""Choose songs for an audit, and put each file's lines next to those that were read from it.

An audit is a reader's comparison of song files with the text that the parser made of them. The lines are aligned by
their words, not by the parser's own account of where they are from, since that account is what is audited.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import pandas as pd

from geetkar.corpus.formats.song import Reading, Song
from geetkar.corpus.formats.text import with_plain_line_ends
from geetkar.corpus.song_text import write_verses
from geetkar.corpus.splits import shuffle
from geetkar.corpus.transliteration.itrans import from_devanagari, to_roman

MOST_PAIRS = 250_000  # of lines that are compared in one song; aligning takes quadratic time
LEAST_ALIKE = 0.3  # of two lines that can be the same one, from 0 to 1
WHOLE = 1_000  # score of two equal lines; whole numbers, so that sums can be compared exactly

MARKER = r"#[A-Za-z]+[ \t%]*$|\\[A-Za-z]+[ \t]*[{(]"  # such as `#indian`, and the fields of a header
NEVER_SUNG = re.compile(rf"[ \t]*(?:%|{MARKER})")
HEADER = re.compile(rf"[ \t]*(?:{MARKER}|\\printtitle|\\startsong)", re.IGNORECASE)
DEVANAGARI = re.compile("[\u0900-\u097f]")
NO_WORD = re.compile(r"\\[A-Za-z]+|[^\w.~^'\u0900-\u097f\u2019]|\d")
NAMES = ("song", "file", "sha256")
NOT_AUDITED = (*NAMES, "url", "fetched_at", "verses", "marks")  # not metadata that a reader can compare with the file


def choose_songs(songs: pd.DataFrame, count: int, seed: int) -> set[str]:
    """Return the ids of `count` songs, or of all if there are fewer, chosen by the seed; of the column `song`."""
    return set(shuffle(songs["song"], seed)[:count])


def raw_text(reading: Reading) -> str:
    """Return a song's text in its file; if it is a single line, as in JSON, the lines of its words follow."""
    raw = with_plain_line_ends(reading.raw)
    if isinstance(reading.found, Song) and "\n" not in raw.strip("\n"):
        return f"{raw}\n{reading.found.body}"
    return raw


def rows_of_draw(songs: Sequence[dict], raw: dict[str, str], seed: int, scripts: Sequence[str]) -> list[dict]:
    """Return a row of the audit for each of some songs (rows of the songs table); `raw` has their texts in the files.

    The lines are shown as they are in the songs table, and written in `scripts`. Each row names the `draw`, a digest of
    all that a reader of the audit sees: answers to another draw, or to the same songs read differently, have another
    one.
    """
    rows = [_row(song, raw[song["song"]], scripts) for song in songs]
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]
    return [{"draw": digest, "seed": seed, **row} for row in rows]


def _row(song: dict, raw: str, scripts: Sequence[str]) -> dict:
    written, read = raw.split("\n"), _lines(song, scripts)
    pairs = align(written, [line["text"] for line in read])
    header = _header_lines(written, pairs)
    nothing = dict.fromkeys(("line", "verse", "text", "scripts", "marks"))
    return {
        **{key: song[key] for key in NAMES},
        "lines": len(read),
        "metadata": {key: value for key, value in song.items() if key not in NOT_AUDITED},
        "header": written[:header],
        "rows": [
            {"raw": None if own is None else written[own], **(nothing if place is None else read[place])}
            for own, place in pairs
            if own is None or own >= header
        ],
    }


def _lines(song: dict, scripts: Sequence[str]) -> list[dict]:
    """Return the lines of a song as they were read, in each script and with the marks that begin in them."""
    verses, marks = song["verses"], song["marks"]
    written = {script: list(chain.from_iterable(write_verses(verses, marks, script))) for script in scripts}
    in_verses = ((verse, text) for verse, texts in enumerate(verses) for text in texts)
    lines = [
        {
            "line": number,
            "verse": verse,
            "text": text,
            "scripts": {script: texts[number] for script, texts in written.items()},
            "marks": [],
        }
        for number, (verse, text) in enumerate(in_verses)
    ]
    for mark in marks:
        lines[min(mark["line"], len(lines) - 1)]["marks"].append(mark)
    return lines


def align(written: Sequence[str], read: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return pairs of places in a file's lines and in the lines that were read, each in order; a line alone has None.

    Of all alignments it is the one in which the pairs have most words in common (Needleman and Wunsch, 1970), and of
    several such ones that with the earliest lines that were read: an abbreviated line is next to the first line of what
    it stands for. Texts with too many lines for that are paired by number.
    """
    if len(written) * len(read) > MOST_PAIRS:
        return [
            (place if place < len(written) else None, place if place < len(read) else None)
            for place in range(max(len(written), len(read)))
        ]
    rows, columns = [_words(line) for line in written], [_words(line) for line in read]
    earliest = len(read) ** 2  # more than all places of read lines that are paired, so that these decide only ties
    likenesses = ([_likeness(own, other) for other in columns] for own in rows)
    alike = [[each and each * earliest - place for place, each in enumerate(row)] for row in likenesses]
    best = [[0] * (len(read) + 1) for _ in range(len(written) + 1)]
    for own in range(len(written) - 1, -1, -1):
        for other in range(len(read) - 1, -1, -1):
            paired = alike[own][other] + best[own + 1][other + 1]
            best[own][other] = max(paired, best[own + 1][other], best[own][other + 1])
    return list(_walk(alike, best))


def _walk(alike: list[list[int]], best: list[list[int]]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the pairs of the best alignment; lines that the parser added come before lines that it left out."""
    own = other = 0
    while own < len(best) - 1 or other < len(best[0]) - 1:
        inside = own < len(best) - 1 and other < len(best[0]) - 1
        if inside and alike[own][other] and best[own][other] == alike[own][other] + best[own + 1][other + 1]:
            yield own, other
            own, other = own + 1, other + 1
        elif other < len(best[0]) - 1 and best[own][other] == best[own][other + 1]:
            yield None, other
            other += 1
        else:
            yield own, None
            own += 1


def _words(line: str) -> Counter[str]:
    """Return the words of a line in casual roman, in which a file and the text read from it differ least."""
    if NEVER_SUNG.match(line):
        return Counter()
    words = NO_WORD.sub(" ", line.replace("'", "").replace("\u2019", "")).split()
    return Counter(to_roman(from_devanagari(word) if DEVANAGARI.search(word) else word) or word for word in words)


def _likeness(own: Counter[str], other: Counter[str]) -> int:
    """Return how many words two lines share, from 0 to `WHOLE`: of both of them, and of the shorter one."""
    shared = (own & other).total()
    if not shared:
        return 0
    sizes = own.total(), other.total()
    alike = (2 * shared / sum(sizes) + shared / min(sizes)) / 2
    return round(WHOLE * alike) if alike >= LEAST_ALIKE else 0


def _header_lines(written: Sequence[str], pairs: list[tuple[int | None, int | None]]) -> int:
    """Return how many lines come before the words: those up to the last command before the first line that is sung."""
    first = next((own for own, read in pairs if own is not None and read is not None), len(written))
    return max((place + 1 for place in range(first) if HEADER.match(written[place])), default=0)
