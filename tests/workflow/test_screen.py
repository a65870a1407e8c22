"""The output of a run, in a terminal and in a file."""

import os
import pty
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import reruns
from small_project import Project
from snakemake_server import run_snakemake_on

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
    with ThreadPoolExecutor(1) as reader:
        said = reader.submit(read_to_the_end, mine)
        run(project, os.ttyname(its), *arguments)
        os.close(its)
    return TERMINAL_CODES.sub("", said.result().decode())


def read_to_the_end(terminal: int) -> bytes:
    """Return what is written to a terminal until nobody has it open any more, and close it."""
    said = b""
    with open(terminal, "rb", buffering=0) as lines, suppress(OSError):  # which is Linux's end of a terminal
        while part := lines.read(4096):
            said += part
    return said


def run_elsewhere(project: Project, *arguments: str) -> str:
    """Return what a run writes to a file."""
    with tempfile.NamedTemporaryFile() as output:
        run(project, output.name, *arguments)
        return output.read().decode()


def run(project: Project, output: str, *arguments: str) -> None:
    environment = project.environment | {"PYTHONPATH": "workflow_scripts", "TERM": "xterm", "COLUMNS": "100"}
    command = ["--logger", "geetkar", *project.arguments(*arguments)]
    run_snakemake_on(output, command, project.folder, environment)


@pytest.mark.parametrize("run_there", [run_in_a_terminal, run_elsewhere])
def test_the_message_of_a_failed_job_is_last_on_the_screen(run_there, failing):
    assert MESSAGE.search(run_there(failing, "all").replace("\n\n", "\n"))


def test_a_terminal_shows_bars_and_no_lines_of_jobs(finished):
    (finished.folder / "results/index.html").unlink()
    said = run_in_a_terminal(finished, "all")
    assert "pages" in said and "━" in said
    assert re.search(r"all +━+ +1/1 +done", said)
    assert "jobs to do" not in said


def test_a_file_gets_a_line_for_each_job_and_no_bars(finished):
    (finished.folder / "results/index.html").unlink()
    said = run_elsewhere(finished, "all")
    assert "1/1 pages: draw_index\n" in said
    assert "━" not in said and "\x1b" not in said


def test_a_dry_run_lists_its_jobs_once(finished):
    (finished.folder / "results/index.html").unlink()
    said = run_elsewhere(finished, "--dry-run", "all")
    assert re.findall(r"^(?:local)?rule (\w+):", said, re.MULTILINE) == ["draw_index", "all"]


def test_a_finished_run_says_that_nothing_is_to_be_done(reference):
    assert "Nothing to be done" in run_elsewhere(reference, "all")
