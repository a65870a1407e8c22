"""What a run shows: a bar for each stage in a terminal, plain lines elsewhere, and last what failed and why."""

import logging
import os
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text
from snakemake_interface_logger_plugins.base import LogHandlerBase
from snakemake_interface_logger_plugins.common import LogEvent

from geetkar.workflow.logs import BARS_SHOWN, printable

PROJECT = Path(__file__).parents[3]
STAGE = re.compile(r'^include: "rules/(\w+)\.smk"', re.MULTILINE)
RULE = re.compile(r"^rule (\w+):", re.MULTILINE)
LOGGED = re.compile(r"^\d{4}-\d\d-\d\d \S+ (?P<level>[A-Z]+) \S+: (?P<message>.*)$")
LAST_LINES = 20  # shown of a failed job's log that names no error, as of a job that was killed
TAIL = 4096  # bytes of a running job's log that hold its last line
REFRESHES = 2  # a second


def stages_of_rules() -> dict[str, str]:
    """Return the stage of each rule, in the order of the Snakefile: the file of rules that it is in."""
    names = STAGE.findall((PROJECT / "Snakefile").read_text(encoding="utf-8"))
    files = {name: (PROJECT / "rules" / f"{name}.smk").read_text(encoding="utf-8") for name in names}
    return {rule: name for name, text in files.items() for rule in RULE.findall(text)}


def last_message(log: Path) -> str:
    """Return what a job logged last; nothing where it has not begun to."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - TAIL))
            lines = file.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = [logged["message"] for line in lines if (logged := LOGGED.match(line))]
    return found[-1] if found else ""


def failure(log: Path) -> str:
    """Return why a job failed: its log from the last error on, or its last lines if it names no error."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for number, line in reversed([*enumerate(lines)]):
        if (logged := LOGGED.match(line)) and logged["level"] == "ERROR":
            return "\n".join([logged["message"], *lines[number + 1 :]])
    end = ["Its log ends with:", *lines[-LAST_LINES:]] if lines else ["It logged nothing."]
    return "It ended without a message, as a job that was killed does. " + "\n".join(end)


@dataclass
class Job:
    """A job: its stage, what tells it from others of its rule, and its log."""

    rule: str
    stage: str
    wildcards: str
    log: Path | None

    def __str__(self) -> str:
        return f"{self.rule} {self.wildcards}".rstrip()


@dataclass
class Stage:
    """A stage's jobs: how many, how many are done, and when the first began."""

    total: int = 0
    done: int = 0
    started: float | None = None
    task: int = 0

    def seconds_left(self, now: float) -> float | None:
        """Return how long the jobs left take if they take as long as those before; `None` before one is done."""
        if not self.done or self.started is None:
            return None
        return (now - self.started) / self.done * (self.total - self.done)


class TimeLeft(ProgressColumn):
    """How long a stage still takes."""

    def render(self, task: Task) -> Text:
        """Called by rich for each bar."""
        seconds = task.fields["stage"].seconds_left(time.monotonic())
        if task.finished:
            return Text("done", style="green")
        if seconds is None:
            return Text("")
        return Text(f"{int(seconds) // 60}:{int(seconds) % 60:02d} left")


@dataclass
class Run:
    """What has happened in a run so far."""

    stage_of: dict[str, str] = field(default_factory=stages_of_rules)
    stages: dict[str, Stage] = field(default_factory=dict)
    all: Stage = field(default_factory=Stage)
    planned: dict[int, Job] = field(default_factory=dict)
    running: dict[int, Job] = field(default_factory=dict)
    failed: list[Job] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def plan(self, counts: dict[str, int]) -> None:
        """Take in how many jobs each rule has."""
        by_stage = Counter()
        for rule, count in counts.items():
            if rule in self.stage_of:
                by_stage[self.stage_of[rule]] += count
        self.stages = {name: Stage(by_stage[name]) for name in dict.fromkeys(self.stage_of.values()) if by_stage[name]}
        self.all = Stage(by_stage.total())

    def start(self, number: int) -> None:
        """Take in that a job began, if it does any work."""
        job = self.planned.get(number)
        if job is not None and job.stage in self.stages:
            self.running[number] = job
            for stage in (self.stages[job.stage], self.all):
                stage.started = stage.started or time.monotonic()

    def finish(self, number: int) -> Job | None:
        """Take in that a job ended well; return it."""
        job = self.running.pop(number, None)
        if job is not None:
            for stage in (self.stages[job.stage], self.all):
                stage.done += 1
        return job

    def fail(self, number: int, rule: str, logs: list[str]) -> None:
        """Take in that a job failed."""
        log = Path(logs[0]) if logs else None
        self.running.pop(number, None)
        self.failed.append(self.planned.get(number) or Job(rule, "", "", log))


class LogHandler(LogHandlerBase):
    """Shows Snakemake's events as bars or as lines. Its interface: snakemake-interface-logger-plugins.

    Snakemake calls it from one thread. In a dry run it shows nothing, and Snakemake lists the jobs itself.
    """

    writes_to_file = False
    has_filter = True
    has_formatter = True
    needs_rulegraph = False

    @property
    def writes_to_stream(self) -> bool:
        """Whether this handler takes the place of Snakemake's own output."""
        return not self.common_settings.dryrun

    def __post_init__(self) -> None:
        """Called by Snakemake before it reads the Snakefile."""
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.run, self.closed = Run(), False
        self.live: Live | None = None
        self.bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeLeft(), console=self.console
        )
        if self.console.is_terminal:
            os.environ[BARS_SHOWN] = "yes"

    def emit(self, record: Any) -> None:
        """Show an event, whose fields Snakemake gives the record, or a message that has no event. Called by logging."""
        if self.common_settings.dryrun:
            return
        event, run = getattr(record, "event", None), self.run
        if event == LogEvent.RUN_INFO:
            run.plan({rule: count for rule, count in record.stats.items() if rule != "total"})
            self._begin()
        elif event == LogEvent.JOB_INFO:
            wildcards = " ".join(map(str, (record.wildcards or {}).values()))
            log = Path(record.log[0]) if record.log else None
            run.planned[record.jobid] = Job(record.rule_name, run.stage_of.get(record.rule_name, ""), wildcards, log)
            run.start(record.jobid)
        elif event == LogEvent.JOB_FINISHED:
            self._finish(record.job_id)
        elif event == LogEvent.JOB_ERROR:
            run.fail(record.jobid, record.rule_name, record.log)
        elif event == LogEvent.ERROR or (event is None and record.levelno >= logging.ERROR):
            run.errors.append(record.getMessage())
        elif event is None and (record.levelno >= logging.WARNING or record.getMessage().startswith("Nothing to be")):
            self.console.print(Text(printable(record.getMessage())))

    def close(self) -> None:
        """Leave the bars as they are, and say last what failed. Called by Snakemake, more than once."""
        if self.live:
            self._update()
            self.live.stop()
        if not self.closed:
            for text in self._failures():
                self.console.print(Text(printable(text)))
        self.closed = True
        super().close()

    def _begin(self) -> None:
        """Show how much there is to do."""
        for name, stage in (*self.run.stages.items(), ("all", self.run.all)):
            stage.task = self.bars.add_task(name, total=stage.total, stage=stage)
        if self.console.is_terminal and self.live is None and self.run.stages:
            self.live = Live(get_renderable=self._drawn, console=self.console, refresh_per_second=REFRESHES)
            self.live.start()
        elif not self.console.is_terminal:
            self.console.print(f"{self.run.all.total} jobs to do")

    def _finish(self, number: int) -> None:
        job = self.run.finish(number)
        if job and not self.console.is_terminal:
            count = f"{self.run.all.done}/{self.run.all.total}"
            self.console.print(Text(printable(f"{count} {job.stage}: {job}")))

    def _update(self) -> None:
        for stage in (*self.run.stages.values(), self.run.all):
            self.bars.update(TaskID(stage.task), completed=stage.done)

    def _drawn(self) -> Group:
        """Return the bars, and below them a line for each job that runs, with what it logged last."""
        self._update()
        lines = []
        for job in list(self.run.running.values()):
            message = last_message(job.log) if job.log else ""
            line = Text(printable(f"  {job}"), style="dim", no_wrap=True, overflow="ellipsis")
            lines.append(line.append(printable(f"  {message}" if message else ""), style="not dim"))
        return Group(self.bars, *lines)

    def _failures(self) -> list[str]:
        """Return what failed, the reason last."""
        if not self.run.failed:
            return [f"error: {message}" for message in self.run.errors]
        return [
            f"\nThe job {job} failed. Its log: {job.log}\n{failure(job.log)}" if job.log else f"\nThe job {job} failed."
            for job in self.run.failed
        ]
