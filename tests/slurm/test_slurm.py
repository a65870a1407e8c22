"""The workflow on a real Slurm: the same bytes as without it, whatever happens to its jobs."""

import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ON_SLURM
from small_project import MODEL, ROOT, copy_project, create_project

FIRST, *_, LAST = STEPS = [50, 4000, 4050]
LONG = {"name": "long", **MODEL, "hidden": 16, "checkpoints": STEPS}
LONGEST_WAIT = 300  # seconds that a disturbed run may take
WEIGHTS = "results/training/long/step-{:06d}/weights.safetensors"

pytestmark = pytest.mark.timeout(1200)


def run_on_slurm(project, *arguments):
    return project.run(*ON_SLURM, *arguments)


def ended(run) -> str:
    assert run.returncode == 0, run.stdout
    return run.stdout


@pytest.mark.timeout(7200)
def test_the_demo_ends_in_the_same_bytes_as_without_slurm(slurm, tmp_path_factory):
    here = create_project(tmp_path_factory.mktemp("here"))
    shutil.copytree(ROOT / "demo_archive", here.folder / "demo_archive")
    (here.folder / "run.yaml").write_text("songs: {folder: demo_archive}")
    on_slurm = copy_project(here, tmp_path_factory.mktemp("on_slurm") / "project")
    ended(run_on_slurm(on_slurm))
    ended(here.run())
    assert on_slurm.checksums() == here.checksums()


@pytest.fixture(scope="module")
def untrained(tmp_path_factory):
    """A project with all that a long model needs."""
    project = create_project(tmp_path_factory.mktemp("untrained"))
    project.configure(models=[LONG])
    encoded = [f"results/vocabulary/roman.char/{split}.npy" for split in ("train", "val", "test")]
    ended(project.run(*encoded))
    return project


@pytest.fixture(scope="module")
def undisturbed(untrained, tmp_path_factory) -> dict[str, str]:
    """Checksums with the long model, trained without Slurm."""
    project = copy_project(untrained, tmp_path_factory.mktemp("undisturbed") / "project")
    ended(project.run(WEIGHTS.format(LAST)))
    return project.checksums()


@dataclass
class Disturbed:
    """What came of a run on Slurm that was disturbed in its second segment."""

    said: str
    planned: list[str]  # the segments that the next run trains
    checksums: dict[str, str]  # after the next run


def begun(project):
    ended(run_on_slurm(project, WEIGHTS.format(FIRST)))


def went_on(project, said: str) -> Disturbed:
    planned = project.planned(WEIGHTS.format(LAST)).get("train_segment", [])
    ended(run_on_slurm(project, WEIGHTS.format(LAST)))
    return Disturbed(said, planned, project.checksums())


def disturbed_as_it_trains(project, slurm, disturb) -> str:
    """What a run says until its end, when `disturb` is called with its second segment's job."""
    process = subprocess.Popen(
        project.command(*ON_SLURM, WEIGHTS.format(LAST)),
        cwd=project.folder,
        env=project.environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    log = project.folder / "results/logs/training/long/step-004000.log"
    while not log.exists():
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.1)
    disturb(slurm.ask("squeue", "--noheader", "--states=running", "--format=%i").strip())
    try:
        said, _ = process.communicate(timeout=LONGEST_WAIT)
    except subprocess.TimeoutExpired:  # it may wait without end, as docs/cluster.md says
        process.kill()
        said, _ = process.communicate()
        project.run("--unlock")
    return said


@pytest.fixture(scope="module")
def cancelled(untrained, slurm, tmp_path_factory) -> Disturbed:
    project = copy_project(untrained, tmp_path_factory.mktemp("cancelled") / "project")
    said = disturbed_as_it_trains(project, slurm, lambda job: subprocess.run(["scancel", job], check=True))
    return went_on(project, said)


@pytest.fixture(scope="module")
def starved(untrained, slurm, tmp_path_factory) -> Disturbed:
    """A segment that is given less memory than it takes."""
    project = copy_project(untrained, tmp_path_factory.mktemp("starved") / "project")
    begun(project)
    run = run_on_slurm(project, "--set-resources", "train_segment:mem_mb=200", "--", WEIGHTS.format(LAST))
    _, error = run.stdout.split("Error in rule train_segment")
    return went_on(project, Path(re.search(r"\S+/slurm_logs/\S+\.log", error).group()).read_text())


@pytest.fixture(scope="module")
def without_controller(untrained, slurm, tmp_path_factory) -> Disturbed:
    """A run that is begun while Slurm's controller is dead."""
    project = copy_project(untrained, tmp_path_factory.mktemp("without_controller") / "project")
    begun(project)
    slurm.kill_controller()
    run = run_on_slurm(project, WEIGHTS.format(LAST))
    slurm.start_controller()
    return went_on(project, run.stdout)


@pytest.fixture(scope="module")
def controller_lost(untrained, slurm, tmp_path_factory) -> Disturbed:
    """A run whose controller dies while a segment trains, and comes back."""
    project = copy_project(untrained, tmp_path_factory.mktemp("controller_lost") / "project")

    def lose_controller(job):
        slurm.kill_controller()
        time.sleep(10)
        slurm.start_controller()

    said = disturbed_as_it_trains(project, slurm, lose_controller)
    return went_on(project, said)


def test_a_cancelled_job_is_named(cancelled):
    assert "failed, SLURM status is: 'CANCELLED'" in cancelled.said


def test_the_log_that_an_error_names_says_that_the_job_was_over_its_memory(starved):
    assert "exceeded memory limit" in starved.said


def test_a_dead_controller_is_named(without_controller):
    assert "Unable to contact slurm controller" in without_controller.said


DISTURBANCES = ["cancelled", "starved", "without_controller"]


@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_the_next_run_goes_on_from_the_last_checkpoint(disturbance, request):
    assert request.getfixturevalue(disturbance).planned == ["long 004000", "long 004050"]


@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_the_next_run_ends_in_the_same_bytes_as_an_undisturbed_one(disturbance, undisturbed, request):
    assert request.getfixturevalue(disturbance).checksums == undisturbed


def test_a_run_and_if_need_be_the_next_outlive_their_controllers_death(controller_lost, undisturbed):
    assert set(controller_lost.planned) <= {"long 004050"} and controller_lost.checksums == undisturbed


def test_slurm_is_asked_for_as_many_graphics_cards_as_a_model_has_processes(untrained, slurm, tmp_path):
    project = copy_project(untrained, tmp_path / "project")
    project.configure(models=[{**LONG, "name": "on_cards", "device": "gpu", "processes": 2}])
    run_on_slurm(project, "results/training/on_cards/step-000050/weights.safetensors")
    jobs = slurm.ask("scontrol", "--oneliner", "show", "jobs").splitlines()
    (job,) = [job for job in jobs if "on_cards_000050" in job]
    assert "TresPerJob=gres:gpu:2" in job
