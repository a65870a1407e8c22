"""Show the progress of a run: bars in a terminal, lines elsewhere, and at the end the failed jobs and why."""

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
LAST_LINES = 20  # of a failed job's log, shown when it has no error, as after a kill
TAIL = 4096  # bytes at the end of a running job's log in which its last line is
REFRESHES = 2  # per second


def stages_of_rules() -> dict[str, str]:
    """Return the stage of each rule (the name of its rule file), in the order of the Snakefile."""
    names = STAGE.findall((PROJECT / "Snakefile").read_text(encoding="utf-8"))
    files = {name: (PROJECT / "rules" / f"{name}.smk").read_text(encoding="utf-8") for name in names}
    return {rule: name for name, text in files.items() for rule in RULE.findall(text)}


def last_message(log: Path) -> str:
    """Return the last message of a job's log, or an empty text if there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - TAIL))
            lines = file.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = [logged["message"] for line in lines if (logged := LOGGED.match(line))]
    return found[-1] if found else ""


def failure(log: Path) -> str:
    """Return why a job failed: its log from the last error on, or the last lines if the log has no error."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for number, line in reversed([*enumerate(lines)]):
        if (logged := LOGGED.match(line)) and logged["level"] == "ERROR":
            return "\n".join([logged["message"], *lines[number + 1 :]])
    end = ["Its log ends with:", *lines[-LAST_LINES:]] if lines else ["Its log is empty."]
    return "The job ended without an error message; it was probably killed. " + "\n".join(end)


@dataclass
class Job:
    """A job: its rule, its stage, its wildcards and its log."""

    rule: str
    stage: str
    wildcards: str
    log: Path | None

    def __str__(self) -> str:
        return f"{self.rule} {self.wildcards}".rstrip()


@dataclass
class Stage:
    """Counts of a stage's jobs, and when the first one started."""

    total: int = 0
    done: int = 0
    started: float | None = None
    task: int = 0

    def seconds_left(self, now: float) -> float | None:
        """Estimate the time for the remaining jobs from the mean of the finished ones; `None` before the first."""
        if not self.done or self.started is None:
            return None
        return (now - self.started) / self.done * (self.total - self.done)


class TimeLeft(ProgressColumn):
    """Column with the estimated time left of a stage."""

    def render(self, task: Task) -> Text:
        """Return the text of a bar. Called by rich."""
        seconds = task.fields["stage"].seconds_left(time.monotonic())
        if task.finished:
            return Text("done", style="green")
        if seconds is None:
            return Text("")
        return Text(f"{int(seconds) // 60}:{int(seconds) % 60:02d} left")


@dataclass
class Run:
    """State of a run: planned, running and failed jobs, and errors."""

    stage_of: dict[str, str] = field(default_factory=stages_of_rules)
    stages: dict[str, Stage] = field(default_factory=dict)
    all: Stage = field(default_factory=Stage)
    planned: dict[int, Job] = field(default_factory=dict)
    running: dict[int, Job] = field(default_factory=dict)
    failed: list[Job] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def plan(self, counts: dict[str, int]) -> None:
        """Record how many jobs each rule has."""
        by_stage = Counter()
        for rule, count in counts.items():
            if rule in self.stage_of:
                by_stage[self.stage_of[rule]] += count
        self.stages = {name: Stage(by_stage[name]) for name in dict.fromkeys(self.stage_of.values()) if by_stage[name]}
        self.all = Stage(by_stage.total())

    def start(self, number: int) -> None:
        """Record that a job started; jobs without a stage (targets) are ignored."""
        job = self.planned.get(number)
        if job is not None and job.stage in self.stages:
            self.running[number] = job
            for stage in (self.stages[job.stage], self.all):
                stage.started = stage.started or time.monotonic()

    def finish(self, number: int) -> Job | None:
        """Record that a job succeeded; return it."""
        job = self.running.pop(number, None)
        if job is not None:
            for stage in (self.stages[job.stage], self.all):
                stage.done += 1
        return job

    def fail(self, number: int, rule: str, logs: list[str]) -> None:
        """Record that a job failed."""
        log = Path(logs[0]) if logs else None
        self.running.pop(number, None)
        self.failed.append(self.planned.get(number) or Job(rule, "", "", log))


class LogHandler(LogHandlerBase):
    """Show Snakemake's events as bars or lines, by the interface of snakemake-interface-logger-plugins.

    Snakemake calls it from one thread. In a dry run it shows nothing: Snakemake lists the jobs itself.
    """

    writes_to_file = False
    has_filter = True
    has_formatter = True
    needs_rulegraph = False

    @property
    def writes_to_stream(self) -> bool:
        """Whether this handler replaces Snakemake's own output."""
        return not self.common_settings.dryrun

    def __post_init__(self) -> None:
        """Prepare the console. Called by Snakemake before it reads the Snakefile."""
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.run, self.closed = Run(), False
        self.live: Live | None = None
        self.bars = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeLeft(), console=self.console
        )
        if self.console.is_terminal:
            os.environ[BARS_SHOWN] = "yes"

    def emit(self, record: Any) -> None:
        """Show an event, whose fields are attributes of the record, or a message without one. Called by logging."""
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
        """Stop the bars and print what failed. Called by Snakemake, more than once."""
        if self.live:
            self._update()
            self.live.stop()
        if not self.closed:
            for text in self._failures():
                self.console.print(Text(printable(text)))
        self.closed = True
        super().close()

    def _begin(self) -> None:
        """Show the bars, or the number of jobs."""
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
        """Return the bars, with a line below for each running job and its last log message."""
        self._update()
        lines = []
        for job in list(self.run.running.values()):
            message = last_message(job.log) if job.log else ""
            line = Text(printable(f"  {job}"), style="dim", no_wrap=True, overflow="ellipsis")
            lines.append(line.append(printable(f"  {message}" if message else ""), style="not dim"))
        return Group(self.bars, *lines)

    def _failures(self) -> list[str]:
        """Return a text for each failed job, with the reason at its end, or the run's own errors."""
        if not self.run.failed:
            return [f"error: {message}" for message in self.run.errors]
        return [
            f"\nThe job {job} failed. Its log: {job.log}\n{failure(job.log)}" if job.log else f"\nThe job {job} failed."
            for job in self.run.failed
        ]
