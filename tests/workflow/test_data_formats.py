"""docs/data_formats.md, compared with the results of a small run."""

import gzip
import json
import re
import struct
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from geetkar.corpus.audit import rows_of_draw
from geetkar.corpus.audit_answers import sum_up
from geetkar.corpus.formats import isb
from geetkar.corpus.lyrics.cleaning import clean
from geetkar.corpus.parsing import Tally, parse
from geetkar.dataset.tables import schema_of
from geetkar.evaluation.measures import MEASURES
from geetkar.workflow.song_scripts import AS_WRITTEN, HINDI_SCRIPTS

PAGE = (Path(__file__).parents[2] / "docs" / "data_formats.md").read_text()
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)
JSON_TYPES = {
    "text": {str},
    "integer": {int},
    "number": {int, float},
    "boolean": {bool},
    "list": {list},
    "object": {dict},
    "null": {type(None)},
}


def documented(heading: str) -> dict[str, str]:
    """Return the table under a heading: the type of each key or column."""
    section = PAGE.split(f"### `{heading}`\n")[1].split("\n#")[0]
    return {key: kind.strip() for key, kind in ROW.findall(section)}


def with_each_measure(table: dict[str, str]) -> dict[str, str]:
    """Return a table with a row for each measure in place of MEASURE."""
    return {each: kind for key, kind in table.items() for each in _measures_for(key)}


def _measures_for(key: str) -> list[str]:
    return [key.replace("MEASURE", name) for name in MEASURES] if "MEASURE" in key else [key]


def values_of(value: object, path: str, table: dict[str, str]):
    """Yield the documented keys of a JSON value with their values, and the undocumented ones."""
    if path in table:
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from values_of(each, f"{path}.{key}" if path else key, table)
    elif isinstance(value, list):
        for each in value:
            yield from values_of(each, f"{path}[]", table)
    else:
        yield path, value


def departures(values: list, table: dict[str, str]) -> dict[str, object]:
    """Return the differences between JSON values and their table."""
    found: dict[str, list] = {}
    for value in values:
        for key, each in values_of(value, "", table):
            found.setdefault(key, []).append(each)
    missing = {key: "missing" for key, kind in table.items() if key not in found and "optional" not in kind}
    wrong = {key: values[0] for key, values in found.items() if not all(_is(each, table.get(key)) for each in values)}
    return missing | wrong


def _is(value: object, kind: str | None) -> bool:
    kinds = kind.removesuffix(", optional").split(" or ") if kind else []
    return any(type(value) in JSON_TYPES[each] for each in kinds)


def read(path: Path) -> list:
    """Return the JSON values of a file: one, or one per line."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(content)] if path.suffix == ".json" else [json.loads(line) for line in content.splitlines()]


def files(results: Path, heading: str) -> list[Path]:
    """Return the files that a heading names; `{split}` is one of three, other placeholders are any name."""
    pattern = re.escape(heading).replace(r"\{split\}", "(train|val|test)")
    pattern = re.sub(r"\\{\w+\\}", "[^/.]+", pattern)
    return [path for path in results.rglob("*") if re.fullmatch(pattern, path.relative_to(results).as_posix())]


JSON_FILES = re.findall(r"^### `(.+(?:\.json|\.jsonl|\.gz))`$", PAGE, re.MULTILINE)
PARQUET_FILES = re.findall(r"^### `(.+\.parquet)`$", PAGE, re.MULTILINE)


NOT_OF_A_RUN = ("corpus/rejected.jsonl", "corpus/audit.jsonl", "corpus/audit_result.json")  # of the reference


@pytest.mark.parametrize("heading", [name for name in JSON_FILES if name not in NOT_OF_A_RUN])
def test_json_files_are_as_documented(heading, reference):
    values = [value for path in files(reference.folder / "results", heading) for value in read(path)]
    assert departures(values, with_each_measure(documented(heading))) == {}


def test_every_file_is_documented(reference):
    results = reference.folder / "results"
    named = [re.sub(r"\\{[^}]+\\}", "[^/.]+", re.escape(name)) for name in re.findall(r"`([^`\n]+)`", PAGE)]
    made = [path.relative_to(results).as_posix() for path in results.rglob("*") if path.is_file()]
    others = ("logs/", "benchmarks/", "pages/")  # of the jobs, and pages
    undocumented = [
        path
        for path in made
        if not path.startswith(others) and not any(re.search(rf"(^|/){name}$", path) for name in named)
    ]
    assert undocumented == []


def arrow_name(kind: pyarrow.DataType) -> str:
    """Return the type of a column as the page names it."""
    if pyarrow.types.is_list(kind):
        return f"list of {arrow_name(kind.value_type)}"
    return "struct" if pyarrow.types.is_struct(kind) else str(kind)


@pytest.mark.parametrize("heading", PARQUET_FILES)
def test_tables_are_as_documented(heading, reference):
    schemas = [parquet.read_schema(path) for path in files(reference.folder / "results", heading)]
    tables = [{field.name: arrow_name(field.type) for field in schema} for schema in schemas]
    assert tables and all(table == documented(heading) for table in tables)


def test_the_columns_of_the_data_set_are_as_documented():
    assert {field.name: arrow_name(field.type) for field in schema_of([*HINDI_SCRIPTS, AS_WRITTEN])} == documented(
        "dataset/"
    )


@pytest.mark.parametrize("heading", ["corpus/songs.parquet", "dataset/"])
def test_the_ids_of_several_songs_in_a_file_are_as_documented(heading):
    song = "\\startsong\n#indian\nnadii kinaare\n#endindian\n"
    suffixes = [each.song.removeprefix("5") for each in isb.read("5", song * 2)]
    section = PAGE.split(f"### `{heading}`\n")[1].split("\n#")[0]
    row = next(line for line in section.splitlines() if line.startswith("| `song` |"))
    assert re.findall(r"`(\W\d)`", row) == suffixes


def test_rejected_songs_are_as_documented():
    rejected = []
    record = {
        "song": "1",
        "file": "1.isb.txt",
        "url": "http://replica.localhost/1",
        "fetched_at": None,
        "sha256": "0" * 64,
        "encoding": "ascii",
        "raw": "no song",
    }
    list(parse(isb.read_records([record]), clean, Tally(), rejected.append, rejected.append))
    assert departures(rejected, documented("corpus/rejected.jsonl")) == {}


def test_an_audit_is_as_documented():
    marks = [{"kind": "cue", "line": 0, "word": 0, "to_line": 0, "to_word": 0, "text": "Ek"}]
    songs = [{"song": "1", "file": name, "sha256": "", "marks": marks, "verses": [["nadii"]]} for name in ("a", None)]
    rows = rows_of_draw(songs, {"1": "nadii\n%"}, seed=1, scripts=["roman"])
    more = rows_of_draw(songs, {"1": ""}, seed=1, scripts=["roman"])
    assert departures([*rows, *more], documented("corpus/audit.jsonl")) == {}


def test_the_result_of_an_audit_is_as_documented():
    answer = {"lines": 1, "wrong": [], "missing_lines": 0, "metadata_wrong": False, "remark": ""}
    result = sum_up([{"song": "1", **answer}], [{"draw": "d", "seed": 1}])
    assert departures([result], documented("corpus/audit_result.json")) == {}


@pytest.mark.parametrize("file", ["weights.safetensors", "optimizer.safetensors"])
def test_the_metadata_of_a_checkpoint_are_as_documented(file, reference):
    content = (reference.folder / "results/training/small/step-000002" / file).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    stored = json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["geetkar"])
    section = PAGE.split("a single metadata key")[1].split("\n#")[0]
    assert departures([stored], dict(ROW.findall(section))) == {}
