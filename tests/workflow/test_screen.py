"""The output of a run, in a terminal and in a pipe."""

import os
import pty
import re
import subprocess

import pytest
import reruns
from small_project import Project

TERMINAL_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
MESSAGE = re.compile(r"error: the training text has [\d,]+ units, fewer than the [\d,]+ .*\n$")


@pytest.fixture
def failing(finished) -> Project:
    """Return a project in which a model's training fails because it has too few songs."""
    reruns.change_model(finished, batch=100_000)
    return finished


def run_in_a_terminal(project: Project, *arguments: str) -> str:
    """Return what a run writes to a terminal, without control codes."""
    mine, its = pty.openpty()
    environment = project.environment | {"PYTHONPATH": "workflow_scripts", "TERM": "xterm", "COLUMNS": "100"}
    command = project.command("--logger", "geetkar", "--", *arguments)
    process = subprocess.Popen(command, cwd=project.folder, env=environment, stdout=its, stderr=its, stdin=its)
    os.close(its)
    said = b""
    while True:
        try:
            said += os.read(mine, 4096)
        except OSError:  # Linux's end of a terminal that nobody writes to any more
            break
    os.close(mine)
    process.wait()
    return TERMINAL_CODES.sub("", said.decode())


def run_elsewhere(project: Project, *arguments: str) -> str:
    """Return what a run writes to a pipe."""
    environment = project.environment | {"PYTHONPATH": "workflow_scripts"}
    command = project.command("--logger", "geetkar", "--", *arguments)
    return subprocess.run(command, cwd=project.folder, env=environment, capture_output=True, text=True).stderr


@pytest.mark.parametrize("run", [run_in_a_terminal, run_elsewhere])
def test_the_message_of_a_failed_job_is_last_on_the_screen(run, failing):
    assert MESSAGE.search(run(failing, "all").replace("\n\n", "\n"))


def test_a_terminal_shows_bars_and_no_lines_of_jobs(finished):
    (finished.folder / "results/index.html").unlink()
    said = run_in_a_terminal(finished, "all")
    assert "pages" in said and "━" in said
    assert re.search(r"all +━+ +1/1 +done", said)
    assert "jobs to do" not in said


def test_a_pipe_gets_a_line_for_each_job_and_no_bars(finished):
    (finished.folder / "results/index.html").unlink()
    said = run_elsewhere(finished, "all")
    assert "1/1 pages: draw_index\n" in said
    assert "━" not in said and "\x1b" not in said


def test_a_dry_run_lists_its_jobs_once(finished):
    (finished.folder / "results/index.html").unlink()
    environment = finished.environment | {"PYTHONPATH": "workflow_scripts"}
    command = finished.command("--logger", "geetkar", "--dry-run", "--", "all")
    done = subprocess.run(command, cwd=finished.folder, env=environment, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert re.findall(r"^(?:local)?rule (\w+):", said, re.MULTILINE) == ["draw_index", "all"]


def test_a_finished_run_says_that_nothing_is_to_be_done(reference):
    assert "Nothing to be done" in run_elsewhere(reference, "all")
