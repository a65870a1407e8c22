"""Projects to be disturbed, and the table of what happened to them: `make faults` writes it to docs/reliability.md.

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
    """What was done to a run and when, what its user was told, and what the run after it made."""

    fault: str
    moment: str
    told: str
    again: str
    equal: bool
    seconds: float


@dataclass(frozen=True)
class Kill:
    """The jobs that a kill hit, seconds since the run's start, and whether what had been made was as it should be."""

    jobs: list[Job]
    seconds: float
    equal: bool


@dataclass(frozen=True)
class Undisturbed:
    """A project that has run to its end without any fault."""

    project: Project
    jobs: list[Job]
    checksums: dict[str, str]

    def job_that_makes(self, path: str) -> Job:
        """The job whose output a path is."""
        return next(job for job in self.jobs if path in job.outputs)


@dataclass
class Disturbed:
    """A project and the run that repairs it, which is recorded."""

    project: Project
    undisturbed: Undisturbed
    rows: list[Row] = field(default_factory=list)

    def take_away(self, path: str) -> Job:
        """Remove all that one job made, so that a run has that job to do."""
        job = self.undisturbed.job_that_makes(path)
        for output in job.outputs:
            (self.project.folder / output).unlink(missing_ok=True)
        return job

    def line_with(self, part: str, said: str) -> str:
        """The line of a run's output that holds a part: what a user reads, without the place of this project."""
        lines = [line.strip() for line in said.splitlines() if part in line]
        assert lines, f"nobody said '{part}' in:\n{said}"
        return lines[0].replace(f"{self.project.folder}/", "")

    def unlock(self) -> None:
        """Remove the lock of a killed run, as its message says."""
        self.project.run_to_the_end("--unlock")

    def run_again(self, fault: str, moment: str, told: str, *targets: str) -> None:
        """Run to the end, as a user would who has read what was told; record what came of it."""
        start = time.monotonic()
        jobs = jobs_in(self.project.run_to_the_end(*targets))
        seconds = time.monotonic() - start
        names = ", ".join(dict.fromkeys(f"`{job.rule}`" for job in jobs)) if len(jobs) < 4 else ""
        again = f"{len(jobs)} {names}".strip()
        self.rows.append(Row(fault, moment, told, again, self.is_as_undisturbed(), seconds))

    def made_by(self, jobs: Iterable[Job]) -> dict[str, str]:
        """The checksums of what some jobs made."""
        outputs = {output.removeprefix("results/") for job in jobs for output in job.outputs}
        return {name: checksum for name, checksum in self.project.checksums().items() if name in outputs}

    def is_as_undisturbed(self, made: dict[str, str] | None = None) -> bool:
        """Whether all results, or some of them, are the same bytes as those of the project that nothing disturbed."""
        if made is None:
            return self.project.checksums() == self.undisturbed.checksums
        return made.items() <= self.undisturbed.checksums.items()


def pytest_addoption(parser) -> None:
    parser.addoption("--write-table", type=Path, help="write what happened to this file")


@pytest.fixture(scope="session")
def kills() -> list[Kill]:
    """The kills of the run that is killed in every rule."""
    return []


@pytest.fixture(scope="session")
def rows(request, kills) -> list[Row]:
    """What happened, in order; written down at the end if that was asked for and all went well."""
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
    """A project that has run once, undisturbed, in a folder with a plain name."""
    project = create_project(tmp_path_factory.mktemp("undisturbed"))
    said = project.run_to_the_end(*EVERYTHING)
    return Undisturbed(project, jobs_in(said), project.checksums())


@pytest.fixture
def fresh(undisturbed, tmp_path, rows) -> Disturbed:
    """A project that has not run yet."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    return Disturbed(create_project(folder), undisturbed, rows)


@pytest.fixture
def finished(undisturbed, tmp_path, rows) -> Disturbed:
    """A project that has run once."""
    return Disturbed(copy_project(undisturbed.project, tmp_path / FOLDER), undisturbed, rows)
