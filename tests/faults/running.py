"""A running workflow: read its output, and send it signals."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from small_project import Job, Project, jobs_in


def hear_interrupts() -> None:
    """Reset SIGINT, which a shell ignores in background processes, and so would the run."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """A run in its own process group; its output goes to `log`."""

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
        """Return the jobs that have started."""
        return jobs_in(self.said)

    @property
    def jobs_running(self) -> list[Job]:
        return [job for job in self.jobs if job.seconds is None]

    def wait_for(self, happened: Callable[[], bool]) -> bool:
        """Wait until a condition is true; return False if the run ended before."""
        while not happened():
            if self.process.poll() is not None:
                return happened()
            time.sleep(0.05)
        return True

    def wait_for_job(self, rule: str) -> None:
        """Wait until a job of a rule is running."""
        assert self.wait_for(lambda: any(job.rule == rule for job in self.jobs_running)), self.said

    def wait_for_script(self) -> psutil.Process:
        """Wait for the process of a job's script, and return it."""
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
