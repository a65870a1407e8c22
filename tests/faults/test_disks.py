"""Full and read-only disks."""

import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk")

STAGES = {
    "crawl": "results/archive/songs.jsonl.gz",
    "corpus": "results/corpus/songs.parquet",
    "training": "results/training/small/step-000004/weights.safetensors",
    "report": "results/pages/small/index.html",
}


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


@pytest.fixture
def small_disk(finished):
    """Return a project with its results on a separate disk."""
    results = finished.project.folder / "results"
    kept = results.rename(results.with_name("kept"))
    results.mkdir()
    mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(results))
    shutil.copytree(kept, results, dirs_exist_ok=True, symlinks=True)
    shutil.rmtree(kept)
    yield finished
    subprocess.run(["umount", str(results)], check=True)


def resize(disk, size: int) -> None:
    mount("-o", f"remount,size={size}", str(disk.project.folder / "results"))


@pytest.mark.parametrize("stage", STAGES)
def test_a_full_disk_is_named_and_nothing_is_lost(stage, small_disk):
    target = STAGES[stage]
    job = small_disk.take_away(target)
    disk = os.statvfs(small_disk.project.folder / "results")
    resize(small_disk, (disk.f_blocks - disk.f_bfree) * disk.f_frsize)
    before = small_disk.project.checksums()
    done = small_disk.project.run(target)
    assert done.returncode != 0
    told = small_disk.line_with("free some disk space", done.stdout)
    assert "Traceback" not in done.stdout, done.stdout
    assert small_disk.project.checksums() == before
    resize(small_disk, 64 << 20)
    small_disk.run_again(f"full disk: {stage}", f"in `{job.rule}`", told, target)
    assert small_disk.is_as_undisturbed()


@pytest.fixture
def read_only(finished):
    """Return a project with read-only results, by a mount, since permissions do not stop root."""
    results = str(finished.project.folder / "results")
    job = finished.take_away(STAGES["training"])
    mount("--bind", results, results)
    mount("-o", "remount,bind,ro", results)
    yield finished, job
    subprocess.run(["umount", "--quiet", results], check=False)


def test_read_only_results_are_named(read_only):
    project, job = read_only
    done = project.project.run(STAGES["training"])
    assert done.returncode != 0
    told = project.line_with("cannot write to", done.stdout)
    assert "Traceback" not in done.stdout, done.stdout
    subprocess.run(["umount", str(project.project.folder / "results")], check=True)
    project.run_again("read-only `results/`", f"before `{job.rule}`", told, STAGES["training"])
    assert project.is_as_undisturbed()
