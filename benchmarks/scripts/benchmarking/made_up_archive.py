"""Make up archives of any size from the songs of a crawled one."""

import gzip
import hashlib
import json
import re
from itertools import cycle, islice
from pathlib import Path

HEADER_LINE = re.compile(r"[ \t]*[\\#%]")
WORD = re.compile(r"(?<![\\A-Za-z.~^_])[A-Za-z.~^_]{3,}")
SUFFIXES = ("", "aa", "ii", "uu")


def vary(raw: str, copy: int) -> str:
    """Return a song with changed words, so that it does not count as a version of the original."""

    def other(found: re.Match) -> str:
        word = found.group()
        return word + SUFFIXES[hashlib.sha256(f"{word}{copy}".encode()).digest()[0] % len(SUFFIXES)]

    lines = (line if HEADER_LINE.match(line) else WORD.sub(other, line) for line in raw.split("\n"))
    return "\n".join(lines)


def write_archive(crawled: Path, count: int, path: Path) -> None:
    """Write `count` songs as a crawl would: those of `crawled`, then copies of them with changed words."""
    with gzip.open(crawled, "rt", encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines]
    with gzip.open(path, "wt", encoding="utf-8", newline="\n", compresslevel=1) as lines:
        for number, record in enumerate(islice(cycle(records), count)):
            if copy := number // len(records):
                raw = vary(record["raw"], copy)
                checksum = hashlib.sha256(raw.encode()).hexdigest()
                record = {**record, "song": f"{record['song']}-{copy}", "sha256": checksum, "raw": raw}
            lines.write(json.dumps(record) + "\n")
