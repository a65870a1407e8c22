"""An audit of a finished run, from the draw to the result."""

import json

import pytest

from geetkar.workflow.files import read_json, read_lines


@pytest.fixture
def audited(finished):
    """Return a project whose songs were drawn, and are all right in a reader's answers."""
    finished.run_to_the_end("corpus_audit")
    rows = read_lines(finished.folder / "results/corpus/audit.jsonl")
    right = {"wrong": [], "missing_lines": 0, "metadata_wrong": False, "remark": ""}
    songs = [{**{key: row[key] for key in ("song", "sha256", "lines")}, **right} for row in rows]
    answers = {"audit": 1, "draw": rows[0]["draw"], "seed": 1, "songs": songs}
    (finished.folder / "answers.json").write_text(json.dumps(answers))
    finished.configure(audit={"answers": ["answers.json"]})
    return finished


def test_the_answers_of_a_draw_are_summed_up(audited):
    audited.run_to_the_end("corpus_audit_result")
    result = read_json(audited.folder / "results/corpus/audit_result.json")
    assert result["answered"] == result["drawn"] == result["right"]["songs"]["count"] == 12


def test_answers_to_songs_that_were_read_differently_are_refused(audited):
    path = audited.folder / "songs/1.isb.txt"
    path.write_text(path.read_text().replace("nadii", "saagar"))
    assert "have been read differently since" in audited.run("corpus_audit_result").stdout


def test_a_result_without_answers_says_what_is_missing(finished):
    assert "config key `audit.answers` is empty" in finished.run("corpus_audit_result").stdout


def test_an_audit_changes_nothing_else(audited):
    assert set(audited.planned("all", "dataset", "corpus_audit")) <= {"all", "dataset", "corpus_audit"}
