"""Archives made up from a few songs, and the costs of the workflow on them."""

import gzip
import json

import pandas as pd
import pytest
from small_project import write_songs

from benchmarking.corpus_costs import as_table, costs_of_jobs, run_workflow, totals
from benchmarking.made_up_archive import other_words, vary, words_of, write_archive
from geetkar.songs.source_files import isb_files

SONGS = 12


@pytest.fixture
def crawled(tmp_path):
    """Write an archive as the crawl of a folder does."""
    write_songs(tmp_path / "songs", SONGS)
    with gzip.open(tmp_path / "songs.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number, file in enumerate(isb_files(tmp_path / "songs"), 1):
            lines.write(json.dumps({"song": str(number), "sha256": "", "raw": file.path.read_text()}) + "\n")
    return tmp_path / "songs.jsonl.gz"


OTHERS = {"nadii": "saagar", "i.ndian": "kamal", "kinaare": "paar", "diip": "kamal"}


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("nadii kinaare diip", "saagar paar kamal"),
        ("nadI ke \\threedots", "saagar ke \\threedots"),
        ("nadii: diip ##nadii diip## #diip# % nadii", "nadii: kamal ##nadii diip## #diip# % nadii"),
        ("( nadii diip ) \\-2", "( saagar kamal ) \\-2"),
        ("\\singer{nadii}%", "\\singer{nadii}%"),
        ("\\stitle{nadii kinaare}%", "\\stitle{saagar paar}%"),
        ("\\film{Nadii}%", "\\film{Nadii 3}%"),
        ("% nadii", "% nadii"),
        ("#Indian", "#Indian"),
    ],
)
def test_a_copy_of_a_song_has_other_words_and_the_same_marks(line, other):
    assert vary(line, 3, OTHERS) == other


def test_the_words_of_songs_are_sorted_by_frequency():
    assert words_of(["\\film{raat}\n#indian\nnadI kinaare", "la: nadii #raat#"]) == ["nadii", "kinaare"]


def test_a_word_is_replaced_by_one_that_is_as_frequent():
    words = [f"word{number}" for number in range(100)]
    replaced = other_words(words, 1)
    assert sorted(replaced[word] for word in words[:64]) == sorted(words[:64])


def test_every_copy_has_words_of_its_own():
    words = [f"word{number}" for number in range(100)]
    assert other_words(words, 1) != other_words(words, 2)


def test_an_archive_grows_by_copies_in_other_words(crawled, tmp_path):
    write_archive(crawled, 2 * SONGS + 1, tmp_path / "archive.gz")
    with gzip.open(tmp_path / "archive.gz", "rt") as lines:
        records = [json.loads(line) for line in lines]
    assert [record["song"] for record in records[SONGS - 1 : SONGS + 1]] == ["12", "1-1"]
    assert len({record["raw"] for record in records}) == len({record["song"] for record in records}) == 2 * SONGS + 1


def test_a_run_that_fails_is_shown(tmp_path):
    with pytest.raises(RuntimeError, match="MissingInputException"):
        run_workflow(tmp_path, {}, ["parse_songs"], ["results/corpus/songs.parquet"])


def test_costs_are_read_from_snakemakes_own_tables(tmp_path):
    folder = tmp_path / "results/benchmarks/corpus"
    folder.mkdir(parents=True)
    (folder / "parse_songs.tsv").write_text("s\th:m:s\tmax_rss\tcpu_time\n1.5\t0:00:01\t99.5\t1.2\n")
    (folder / "write_text.roman.tsv").write_text("s\th:m:s\tmax_rss\tcpu_time\n0.1\t0:00:00\tNA\tNA\n")
    first, second = costs_of_jobs(tmp_path, ["parse_songs", "write_text"]).to_dict("records")
    assert first == {"job": "parse_songs", "seconds": 1.5, "peak_mb": 99.5, "cpu_seconds": 1.2}
    assert second["seconds"] == 0.1 and pd.isna(second["peak_mb"])


@pytest.fixture
def costs():
    """Return the costs of two jobs on archives of three sizes."""
    rows = [(songs, job, songs / 1e3, 50.0, 1.0) for songs in (10831, 32493, 108310) for job in ("parse", "split")]
    return pd.DataFrame(rows, columns=["songs", "job", "seconds", "peak_mb", "cpu_seconds"])


def test_all_jobs_together_take_the_sum_of_seconds_and_the_largest_memory(costs):
    assert totals(costs).to_dict("records")[0] == {
        "songs": 10831,
        "seconds": pytest.approx(21.662),
        "peak_mb": 50.0,
        "cpu_seconds": 2.0,
    }


def test_the_table_has_a_row_for_each_job_and_one_for_all(costs):
    _, _, parse, split, together, _, machine = as_table(costs, "Measured here.").splitlines()
    assert parse == "| parse | 10.8 | 50 | 32.5 | 50 | 108.3 | 50 | 10.0 | 1.00 |"
    assert split.startswith("| split |") and machine == "Measured here."
    assert together == "| **all, one after the other** | 21.7 | 50 | 65.0 | 50 | 216.6 | 50 | 10.0 | 1.00 |"
