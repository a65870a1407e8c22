"""Archives as large as asked, made from the songs of one that was crawled."""

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
    """Return a song with other words: without that, the copies of a song would be versions of it."""

    def other(found: re.Match) -> str:
        word = found.group()
        return word + SUFFIXES[hashlib.sha256(f"{word}{copy}".encode()).digest()[0] % len(SUFFIXES)]

    lines = (line if HEADER_LINE.match(line) else WORD.sub(other, line) for line in raw.split("\n"))
    return "\n".join(lines)


def write_archive(crawled: Path, count: int, path: Path) -> None:
    """Write as many songs as asked, as a crawl would have: those of `crawled`, and copies of them in other words."""
    with gzip.open(crawled, "rt", encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines]
    with gzip.open(path, "wt", encoding="utf-8", newline="\n", compresslevel=1) as lines:
        for number, record in enumerate(islice(cycle(records), count)):
            if copy := number // len(records):
                raw = vary(record["raw"], copy)
                checksum = hashlib.sha256(raw.encode()).hexdigest()
                record = {**record, "song": f"{record['song']}-{copy}", "sha256": checksum, "raw": raw}
            lines.write(json.dumps(record) + "\n")
