"""The output of a run, from Snakemake's events."""

import io
import logging
import os
import re
from types import SimpleNamespace

import pytest
from rich.console import Console
from small_project import ROOT
from snakemake_interface_logger_plugins.common import LogEvent

from geetkar.workflow import console
from geetkar.workflow.console import LogHandler, Stage, failure, last_message, stages_of_rules
from geetkar.workflow.logs import BARS_SHOWN

STATS = {"parse_songs": 1, "train_segment": 2, "all": 1, "total": 4}


@pytest.fixture
def shown(monkeypatch):
    """Return a function that makes a handler and the stream that it writes to."""
    monkeypatch.setattr(console.os, "environ", dict(os.environ))  # a handler sets a variable for the jobs

    def make(terminal, dryrun=False):
        text = io.StringIO()
        options = {"file": text, "force_terminal": terminal, "width": 100, "color_system": None}
        monkeypatch.setattr(console, "Console", lambda stderr, **others: Console(**others, **options))
        return LogHandler(SimpleNamespace(dryrun=dryrun), None), text

    return make


def send(handler, event, level=logging.INFO, message="", **facts):
    record = logging.LogRecord("snakemake", level, "", 0, message, None, None)
    vars(record).update(event=event, **facts)
    handler.emit(record)


def begin_job(handler, number, rule, log=None, **wildcards):
    facts = {"rule_name": rule, "wildcards": wildcards, "log": [str(log)] if log else []}
    send(handler, LogEvent.JOB_INFO, jobid=number, **facts)


def fail_job(handler, number, rule, log):
    send(handler, LogEvent.JOB_ERROR, logging.ERROR, jobid=number, rule_name=rule, log=[str(log)])


def test_every_rule_has_the_stage_of_its_file():
    files = {path.stem: path.read_text() for path in (ROOT / "rules").glob("*.smk")}
    rules = {rule: name for name, text in files.items() for rule in re.findall(r"^rule (\w+):", text, re.MULTILINE)}
    assert stages_of_rules() == rules


def test_stages_are_in_the_order_of_the_snakefile():
    assert list(dict.fromkeys(stages_of_rules().values()))[:3] == ["archive", "corpus", "verse"]


def test_jobs_are_lines_without_a_terminal(shown):
    handler, text = shown(terminal=False)
    send(handler, LogEvent.RUN_INFO, stats=STATS)
    begin_job(handler, 1, "parse_songs")
    send(handler, LogEvent.JOB_FINISHED, job_id=1)
    begin_job(handler, 2, "train_segment", model="small", step="000002")
    send(handler, LogEvent.JOB_FINISHED, job_id=2)
    handler.close()
    lines = ["3 jobs to do", "1/3 corpus: parse_songs", "2/3 training: train_segment small 000002"]
    assert text.getvalue().splitlines() == lines


def test_a_terminal_shows_a_bar_for_each_stage_and_the_running_jobs(shown, tmp_path):
    handler, text = shown(terminal=True)
    log = tmp_path / "step.log"
    log.write_text("2026-01-01 00:00:00,000 INFO geetkar.training: small: step 1 of 2\n")
    send(handler, LogEvent.RUN_INFO, stats=STATS)
    begin_job(handler, 2, "train_segment", log, model="small", step="000002")
    handler.live.refresh()
    handler.close()
    said = text.getvalue()
    bars = re.findall(r"(corpus|training|all) +(\d/\d)", said)
    assert bars[-3:] == [("corpus", "0/1"), ("training", "0/2"), ("all", "0/3")]
    assert "train_segment small 000002  small: step 1 of 2" in said


def test_jobs_of_a_run_with_bars_do_not_write_to_the_terminal(shown, monkeypatch):
    environment = {}
    monkeypatch.setattr(console.os, "environ", environment)
    shown(terminal=False)
    assert BARS_SHOWN not in environment
    shown(terminal=True)
    assert BARS_SHOWN in environment


def test_failures_are_shown_last(shown, tmp_path):
    handler, text = shown(terminal=False)
    log = tmp_path / "parse.log"
    log.write_text(
        "2026-01-01 00:00:00,000 INFO geetkar: begun\n2026-01-01 00:00:01,000 ERROR geetkar: error: x\nmore\n"
    )
    send(handler, LogEvent.RUN_INFO, stats=STATS)
    begin_job(handler, 1, "parse_songs", log)
    fail_job(handler, 1, "parse_songs", log)
    begin_job(handler, 2, "train_segment", model="small", step="000002")
    send(handler, LogEvent.JOB_FINISHED, job_id=2)
    send(handler, None, message="Complete log(s): x")
    handler.close()
    handler.close()
    assert text.getvalue().endswith(
        f"train_segment small 000002\n\nThe job parse_songs failed. Its log: {log}\nerror: x\nmore\n"
    )


def test_a_message_of_snakemake_is_shown_once_and_in_full(shown):
    handler, text = shown(terminal=False)
    message = "no model is called 'x'; " + "long " * 100
    send(handler, LogEvent.ERROR, logging.ERROR, message, exception="WorkflowError")
    handler.close()
    assert text.getvalue().strip() == f"error: {message}".strip()


def test_control_characters_are_escaped(shown, tmp_path):
    handler, text = shown(terminal=False)
    log = tmp_path / "log"
    log.write_text("2026-01-01 00:00:00,000 ERROR geetkar: \x1b[2J [red]\n")
    fail_job(handler, 1, "parse_songs", log)
    handler.close()
    assert "\x1b" not in text.getvalue() and r"\x1b[2J [red]" in text.getvalue()


def test_nothing_is_shown_in_a_dry_run(shown):
    handler, text = shown(terminal=False, dryrun=True)
    send(handler, LogEvent.RUN_INFO, stats=STATS)
    send(handler, LogEvent.ERROR, logging.ERROR, "no such rule")
    handler.close()
    assert text.getvalue() == "" and not handler.writes_to_stream


def test_a_failed_job_without_a_log_takes_one_line(shown):
    handler, text = shown(terminal=False)
    send(handler, LogEvent.JOB_ERROR, logging.ERROR, jobid=1, rule_name="parse_songs", log=[])
    handler.close()
    assert text.getvalue() == "\nThe job parse_songs failed.\n"


def test_an_empty_log_is_named(tmp_path):
    (tmp_path / "log").touch()
    assert failure(tmp_path / "log").endswith("Its log is empty.")


def test_a_killed_job_shows_the_end_of_its_log(tmp_path):
    log = tmp_path / "log"
    log.write_text("".join(f"2026-01-01 00:00:00,000 INFO geetkar: step {number}\n" for number in range(100)))
    assert "without an error message" in failure(log) and failure(log).endswith("step 99")


def test_a_traceback_is_shown_in_full(tmp_path):
    log = tmp_path / "log"
    traceback = "Traceback (most recent call last):\n" + "  File x\n" * 200 + "KeyError: 'x'"
    log.write_text(f"2026-01-01 00:00:00,000 ERROR root: the script failed\n{traceback}\n")
    assert failure(log) == f"the script failed\n{traceback}"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\n", b"no time\n"])
def test_an_unreadable_log_is_not_an_error(content, tmp_path):
    log = tmp_path / "log"
    if content is not None:
        log.write_bytes(content)
    assert last_message(log) == ""
    assert "without an error message" in failure(log)


def test_the_time_left_is_estimated_from_the_finished_jobs():
    assert Stage(total=10, done=4, started=100.0).seconds_left(120.0) == pytest.approx(30)
    assert Stage(total=10, started=100.0).seconds_left(120.0) is None
