"""The file that gathers all figures."""

import json
import os
import time

import pytest

import sum_up_benchmarks
from benchmarking import summary

MACHINE = {"cores": 2, "processor": "x86_64", "system": "Linux", "python": "3.11", "versions": {}}


@pytest.fixture
def summed_up(tmp_path):
    """Return what is gathered of two measurements, the later one of 2 May 2026."""
    measured = {
        "crawl": {"machine": {**MACHINE, "versions": {"scrapy": "2.1"}}, "ratio": 0.876543219},
        "pages": {
            "machine": {**MACHINE, "versions": {"jinja2": "3.1"}},
            "sizes": [{"z": 12345678, "a": 0.1}],
        },
    }
    for day, (name, figures) in enumerate(measured.items(), start=1):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(figures))
        noon = time.mktime((2026, 5, day, 12, 0, 0, 0, 0, -1))
        os.utime(path, (noon, noon))
    counts = {"songs": 30, "splits": {"train": 20, "val": 5, "test": 5}, "lines": 9}
    (tmp_path / "corpus.json").write_text(json.dumps(counts))
    (tmp_path / "costs").mkdir()
    (tmp_path / "costs/crawl.tsv").write_text("s\th:m:s\n61.7\t0:01:01\n")
    files = [str(tmp_path / f"{name}.json") for name in measured]
    path = tmp_path / "summary.json"
    sum_up_benchmarks.main(list(measured), files, str(tmp_path / "corpus.json"), str(tmp_path / "costs"), str(path))
    return json.loads(path.read_text())


def test_the_day_is_that_of_the_last_measurement(summed_up):
    assert summed_up["date"] == "2026-05-02"


def test_fractions_are_rounded_and_counts_are_not(summed_up):
    assert (summed_up["crawl"]["ratio"], summed_up["pages"]["sizes"][0]["z"]) == (0.87654, 12345678)


def test_keys_keep_the_order_of_the_tables(summed_up):
    assert list(summed_up["pages"]["sizes"][0]) == ["z", "a"]


def test_the_versions_of_all_measurements_are_together(summed_up):
    assert summed_up["machine"]["versions"] == {"jinja2": "3.1", "scrapy": "2.1"}


def test_the_songs_are_counted_by_split(summed_up):
    assert summed_up["songs"] == {"all": 30, "train": 20, "val": 5, "test": 5}


def test_the_seconds_of_each_job_are_snakemakes(summed_up):
    assert summed_up["seconds"] == {"crawl": 62}


def test_the_processor_is_named_with_its_instructions_for_bfloat16(tmp_path):
    (tmp_path / "cpuinfo").write_text("processor\t: 0\nmodel name\t: A Chip\nflags\t\t: fpu avx512_bf16 amx_bf16\n")
    assert summary.describe_processor(tmp_path / "cpuinfo") == {"processor": "A Chip", "bfloat16": "AMX"}


def test_a_processor_without_a_list_has_the_name_of_its_kind(tmp_path):
    described = summary.describe_processor(tmp_path / "nothing")
    assert described["processor"] and described["bfloat16"] is None
