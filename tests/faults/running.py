"""A run of the workflow while it runs: what it has said so far, and signals to it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from small_project import Job, Project, jobs_in


def hear_interrupts() -> None:
    """What a shell started in the background ignores SIGINT, and so would the run."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A run in a process group of its own; `log` receives all that it says."""

    def __init__(self, project: Project, log: Path, *targets: str) -> None:
        self.log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                project.command(*targets),
                cwd=project.folder,
                env=project.environment,
                start_new_session=True,
                preexec_fn=hear_interrupts,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def jobs(self) -> list[Job]:
        """The jobs that it has started so far."""
        return jobs_in(self.said)

    @property
    def jobs_running(self) -> list[Job]:
        return [job for job in self.jobs if job.seconds is None]

    def wait_for(self, happened: Callable[[], bool]) -> bool:
        """Wait until something has happened; False if the run ended before."""
        while not happened():
            if self.process.poll() is not None:
                return happened()
            time.sleep(0.05)
        return True

    def wait_for_job(self, rule: str) -> None:
        """Wait until a job of a rule runs."""
        assert self.wait_for(lambda: any(job.rule == rule for job in self.jobs_running)), self.said

    def wait_for_script(self) -> psutil.Process:
        """Wait until the process of a job's script is there, and return it."""
        scripts = []

        def is_there() -> bool:
            children = psutil.Process(self.process.pid).children(recursive=True)
            scripts[:] = [child for child in children if child.name().startswith("python")]
            return bool(scripts)

        assert self.wait_for(is_there), self.said
        return scripts[0]

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the whole process group, as a terminal does, and wait for the run's end."""
        os.killpg(self.process.pid, number)
        self.process.wait()

    def signal_snakemake(self, number: signal.Signals) -> None:
        """Send a signal to Snakemake alone, as `kill` does, and wait for its end."""
        self.process.send_signal(number)
        self.process.wait()
