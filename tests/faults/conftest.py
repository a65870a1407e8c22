"""Projects for the tests of faults, and the table of results that `make faults` writes to docs/reliability.md.

Every project here lies in a folder whose name holds spaces and Devanagari; what it makes is compared with what an
undisturbed project made in a plain one.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
import pytest
import reruns
from small_project import EVERYTHING, Job, Project, copy_project, create_project, jobs_in

FOLDER = "गीत और my songs"
TEMPLATE = Path(__file__).with_name("reliability.md.j2")


@dataclass(frozen=True)
class Row:
    """A row of the table: the fault, its moment, the message, and the result of the next run."""

    fault: str
    moment: str
    told: str
    again: str
    equal: bool
    seconds: float


@dataclass(frozen=True)
class Kill:
    """The jobs that a kill hit, the seconds since the run's start, and whether finished results were intact."""

    jobs: list[Job]
    seconds: float
    equal: bool


@dataclass(frozen=True)
class Undisturbed:
    """A finished project without faults."""

    project: Project
    jobs: list[Job]
    checksums: dict[str, str]

    def job_that_makes(self, path: str) -> Job:
        """Return the job that writes a path."""
        return next(job for job in self.jobs if path in job.outputs)


@dataclass
class Disturbed:
    """A project whose repairing run is recorded."""

    project: Project
    undisturbed: Undisturbed
    rows: list[Row] = field(default_factory=list)

    def take_away(self, path: str) -> Job:
        """Remove the output of a job, so that the next run has to do it."""
        job = self.undisturbed.job_that_makes(path)
        for output in job.outputs:
            (self.project.folder / output).unlink(missing_ok=True)
        return job

    def line_with(self, part: str, said: str) -> str:
        """Return the line of a run's output that contains a text, without the path of this project."""
        lines = [line.strip() for line in said.splitlines() if part in line]
        assert lines, f"nobody said '{part}' in:\n{said}"
        return lines[0].replace(f"{self.project.folder}/", "")

    def unlock(self) -> None:
        """Remove the lock of a killed run, as its message says."""
        self.project.run_to_the_end("--unlock")

    def run_again(self, fault: str, moment: str, told: str, *targets: str) -> None:
        """Run to the end, as the message says, and record the result."""
        start = time.monotonic()
        jobs = jobs_in(self.project.run_to_the_end(*targets))
        seconds = time.monotonic() - start
        names = ", ".join(dict.fromkeys(f"`{job.rule}`" for job in jobs)) if len(jobs) < 4 else ""
        again = f"{len(jobs)} {names}".strip()
        self.rows.append(Row(fault, moment, told, again, self.is_as_undisturbed(), seconds))

    def made_by(self, jobs: Iterable[Job]) -> dict[str, str]:
        """Return the checksums of the output of some jobs."""
        outputs = {output.removeprefix("results/") for job in jobs for output in job.outputs}
        return {name: checksum for name, checksum in self.project.checksums().items() if name in outputs}

    def is_as_undisturbed(self, made: dict[str, str] | None = None) -> bool:
        """Return whether results, all or some, have the same bytes as in the project without faults."""
        if made is None:
            return self.project.checksums() == self.undisturbed.checksums
        return made.items() <= self.undisturbed.checksums.items()


def pytest_addoption(parser) -> None:
    parser.addoption("--write-table", type=Path, help="write what happened to this file")


@pytest.fixture(scope="session")
def kills() -> list[Kill]:
    """Return the list of kills, for the table."""
    return []


@pytest.fixture(scope="session")
def rows(request, kills) -> list[Row]:
    """Return the list of rows; write the page at the end if requested and all tests passed."""
    gathered: list[Row] = []
    yield gathered
    path: Path | None = request.config.getoption("--write-table")
    if path and not request.session.testsfailed:
        environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
        text = template.render(
            rows=gathered,
            kills=kills,
            hits=Counter(job.rule for kill in kills for job in kill.jobs),
            reruns=reruns.table(),
            folder=FOLDER,
        )
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory) -> Undisturbed:
    """Run a project without faults, in a folder with a plain name."""
    project = create_project(tmp_path_factory.mktemp("undisturbed"))
    said = project.run_to_the_end(*EVERYTHING)
    return Undisturbed(project, jobs_in(said), project.checksums())


@pytest.fixture
def fresh(undisturbed, tmp_path, rows) -> Disturbed:
    """Return a project that has not run yet."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    return Disturbed(create_project(folder), undisturbed, rows)


@pytest.fixture
def finished(undisturbed, tmp_path, rows) -> Disturbed:
    """Return a finished project."""
    return Disturbed(copy_project(undisturbed.project, tmp_path / FOLDER), undisturbed, rows)
