"""Rule benchmark_corpus: seconds and memory of the corpus stage, for an archive and for larger ones."""

import gzip
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geetkar.archive.encodings import decode
from geetkar.archive.song_folder import SUFFIX, song_id
from geetkar.growth import SONGS, TIMES, growth_of
from geetkar.pages.shared.machine import machine, machine_line
from geetkar.workflow.files import write_json, write_text

log = logging.getLogger("geetkar.benchmarks")

SPLITS = ("train", "val", "test")
TABLES = ("train", "validation", "test", "set_aside")
HEADER_LINE = re.compile(r"[ \t]*[\\#%]")
WORD = re.compile(r"(?<![\\A-Za-z.~^_])[A-Za-z.~^_]{3,}")
SUFFIXES = ("", "aa", "ii", "uu")


def vary(raw: str, copy: int) -> str:
    """A song with other words: without that, the copies of a song would be versions of it."""

    def other(found: re.Match) -> str:
        word = found.group()
        return word + SUFFIXES[hashlib.sha256(f"{word}{copy}".encode()).digest()[0] % len(SUFFIXES)]

    lines = (line if HEADER_LINE.match(line) else WORD.sub(other, line) for line in raw.split("\n"))
    return "\n".join(lines)


def write_archive(files: list[str], count: int, path: Path) -> None:
    """As many songs as asked, made from the files, as the crawl would have written them."""
    songs = [(song_id(file), *decode(Path(file).read_bytes())) for file in sorted(files)]
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as lines:
        for number in range(count):
            copy, place = divmod(number, len(songs))
            song, encoding, raw = songs[place]
            record = {
                "song": f"{song}-{copy}" if copy else song,
                "file": f"{song}{SUFFIX}",
                "url": f"http://replica.localhost/{number}",
                "fetched_at": "2000-01-01T00:00:00+00:00",
                "status": 200,
                "sha256": hashlib.sha256(f"{number}".encode()).hexdigest(),
                "encoding": encoding,
                "raw": vary(raw, copy) if copy else raw,
            }
            lines.write(json.dumps(record) + "\n")


def stages(corpus: dict) -> Iterator[tuple[str, str, list]]:
    """Name, script and arguments of each stage from the raw songs to the data set, in a folder of its own."""
    tables = ["songs.parquet", "duplicates.parquet", "languages.parquet", "splits.parquet"]
    songs, duplicates, languages, splits = tables
    counts = ["rejected.jsonl", "round_trip.jsonl", "cleaning.json"]
    split = [corpus["languages"], corpus["validation_share"], corpus["test_share"], corpus["seed"]]
    yield "parse_songs", "parse_songs", ["archive.jsonl.gz", songs, *counts, corpus["left_out_rules"]]
    yield "find_duplicates", "find_duplicates", [songs, duplicates, corpus["similarity"]]
    yield "recognize_languages", "recognize_languages", [songs, languages]
    yield "split_songs", "split_songs", [*tables, *split]
    for script in ("itrans", "roman", "devanagari"):
        texts = {each: f"{script}.{each}.txt" for each in SPLITS}
        yield f"write_text ({script})", "write_text", [songs, splits, script, corpus["repeats"], texts]
    summary = ["crawl.json", "cleaning.json", *tables, "summary.json", corpus["similarity"]]
    yield "summarize_corpus", "summarize_corpus", summary
    inputs = {name: f"{name}.parquet" for name in ("songs", "duplicates", "languages", "splits")}
    parquet, jsonl = ({table: f"{kind}/{table}.{kind}" for table in TABLES} for kind in ("parquet", "jsonl"))
    texts = {"card": "README.md", "croissant": "croissant.json", "checksums": "SHA256SUMS"}
    release = [{**inputs, "summary": "summary.json"}, parquet, jsonl, texts, corpus["repeats"], corpus["languages"]]
    yield "release_dataset", "release_dataset", release


def run_measured(folder: Path, script: str, arguments: list) -> dict:
    """Run a script's `main` in a process of its own; return its seconds and its largest memory in MB."""
    code = f"import json, sys, {script}; {script}.main(*json.loads(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, json.dumps(arguments)], cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{script} failed in {folder} with status {os.waitstatus_to_exitcode(status)}")
    return {"seconds": round(time.perf_counter() - started, 2), "peak_mb": round(usage.ru_maxrss / 1024, 1)}


def measure(files: list[str], count: int, corpus: dict) -> dict:
    """Seconds and memory by stage for an archive of `count` songs."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("parquet", "jsonl"):
            (folder / name).mkdir()
        write_archive(files, count, folder / "archive.jsonl.gz")
        write_json(folder / "crawl.json", {"source": "", "layout": "classic", "songs": count, "missing": {}})
        measured = {}
        for name, script, arguments in stages(corpus):
            measured[name] = run_measured(folder, script, arguments)
            log.info("%d songs: %s %s", count, name, measured[name])
    return {
        "songs": count,
        "stages": measured,
        "seconds": round(sum(stage["seconds"] for stage in measured.values()), 2),
        "peak_mb": max(stage["peak_mb"] for stage in measured.values()),
    }


def as_table(sizes: list[dict], machine: dict) -> str:
    """The figures as Markdown: seconds and memory by stage and size, and how often the first's the last ones are."""
    lines = [
        "| stage |" + "".join(f" {size['songs']:,} songs: s | MB |" for size in sizes) + " s ratio | MB ratio |",
        "|---|" + "--:|--:|" * (len(sizes) + 1),
    ]
    rows = [(name, [size["stages"][name] for size in sizes]) for name in sizes[0]["stages"]]
    for name, found in [*rows, ("**all, one after the other**", sizes)]:
        figures = "".join(f" {each['seconds']:.1f} | {each['peak_mb']:.0f} |" for each in found)
        first, last = found[0], found[-1]
        ratios = f" {last['seconds'] / first['seconds']:.1f} | {last['peak_mb'] / first['peak_mb']:.2f} |"
        lines.append(f"| {name} |{figures}{ratios}")
    return "\n".join([*lines, "", machine_line(machine)]) + "\n"


def main(files: list[str], json_path: str, table_path: str, corpus: dict) -> None:
    """Measure archives of three sizes, the smallest as large as the real one."""
    sizes = [measure(files, times * SONGS, corpus) for times in TIMES]
    growth = growth_of("songs read, raw files to data set", sizes, "songs")
    result = {"machine": machine("pyarrow"), "sizes": sizes, "growth": [growth]}
    write_json(json_path, result)
    write_text(table_path, as_table(sizes, result["machine"]))


if __name__ == "__main__":
    from geetkar.workflow.logs import log_to

    with log_to(snakemake.log[0]):
        main(
            list(snakemake.input.files),
            snakemake.output.figures,
            snakemake.output.table,
            dict(snakemake.params.corpus),
        )
