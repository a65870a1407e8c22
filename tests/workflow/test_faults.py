"""Interrupted runs and unusable input: no earlier results are lost."""

import os
import random
import re
import shutil
import signal
import subprocess
import time

import pytest
from archive_site import classic, site, song
from small_project import CONFIG, MODEL, copy_project

CRAWL = "results/archive/songs.jsonl.gz"
LONG = {"name": "long", **MODEL, "hidden": 16, "checkpoints": [50, 400, 500]}


def kill_during(project, sign, *targets):
    """Start a run, wait until `sign()` is true, and kill its whole process group."""
    process = subprocess.Popen(
        project.command(*targets),
        cwd=project.folder,
        env=project.environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not sign():
        assert process.poll() is None, "the run ended before it could be killed"
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_run_killed_while_training_continues_from_its_last_checkpoint_to_the_same_bytes(finished, tmp_path):
    finished.configure(models=[LONG])
    killed = copy_project(finished, tmp_path / "killed")
    first = killed.folder / "results/training/long/step-000050/weights.safetensors"
    log = killed.folder / "results/logs/training/long/step-000400.log"
    kill_during(killed, lambda: first.exists() and log.exists(), "models")
    killed.run("--unlock")
    left = set(killed.planned("models")["train_segment"])
    assert {"long 000500"} <= left <= {"long 000400", "long 000500"}
    killed.run_to_the_end("models")
    finished.run_to_the_end("models")
    assert killed.checksums() == finished.checksums()


def refused(project, *arguments):
    """Run a project that must fail; return its output, and whether all earlier results still exist."""
    before = project.checksums()
    done = project.run(*arguments)
    assert done.returncode != 0
    after = project.checksums()
    return done.stdout, {name: after.get(name) for name in before} == before


@pytest.fixture
def empty_folder(finished):
    (finished.folder / "nothing").mkdir()
    finished.configure(songs={"folder": "nothing"})
    return finished


@pytest.fixture
def binary_folder(finished):
    folder = finished.folder / "binary"
    folder.mkdir()
    dice = random.Random(1)
    for number in range(5):
        (folder / f"{number}.isb.txt").write_bytes(dice.randbytes(3000))
    finished.configure(songs={"folder": "binary"})
    return finished


@pytest.fixture
def folder_of_several_formats(finished):
    (finished.folder / "songs/more").mkdir()
    (finished.folder / "songs/more/lyrics.csv").write_text("lyrics\nnadii kinaare\n")
    return finished


@pytest.fixture
def missing_file(finished):
    finished.configure(songs={"files": ["lyrics.csv"]})
    return finished


@pytest.fixture
def old_key(finished):
    finished.configure(archive={"folder": "songs"})
    return finished


@pytest.fixture
def unknown_key(finished):
    finished.configure(modles=[])
    return finished


@pytest.fixture
def truncated_checkpoint(finished):
    weights = finished.folder / "results/training/small/step-000004/weights.safetensors"
    weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])
    finished.configure(models=[{**CONFIG["models"][0], "checkpoints": [2, 4, 6]}])
    return finished


@pytest.fixture
def nobody_to_reach(finished):
    finished.configure(songs={"folder": None}, archive={"contact": " "})
    return finished


BAD_INPUTS = {
    "nobody_to_reach": "config key `archive.contact` is empty, and the live archive must be able to reach you",
    "empty_folder": "nothing has no song files; their names must end in .isb.txt, .isb, .txt, .csv,",
    "binary_folder": "none of the files is an ISB file (binary/0.isb.txt,",
    "folder_of_several_formats": "table (songs/more/lyrics.csv). Set `songs.format` to the one to read",
    "missing_file": "config key `songs.files`: lyrics.csv is not a file; correct the path.",
    "old_key": "config key `archive.folder` is now called `songs.folder`; move it there",
    "unknown_key": "unknown key 'modles'; did you mean 'models'?",
    "truncated_checkpoint": "checkpoint results/training/small/step-000004/weights.safetensors is damaged",
}


@pytest.mark.parametrize(("bad", "message"), BAD_INPUTS.items())
def test_bad_input_is_named_and_loses_nothing(bad, message, request):
    said, kept = refused(request.getfixturevalue(bad))
    assert message in said
    assert kept
    assert "Traceback" not in said


@pytest.fixture
def crawled(fresh):
    """Crawl a site like the live one, which then serves nothing."""
    with site(classic({str(number): song(f"nadii {number}") for number in range(2)})) as served:
        archive = {"classic_site": served.address, "contact": "reader@example.org"}
        fresh.configure(songs={"folder": None}, archive=archive)
        fresh.run_to_the_end(CRAWL)
        served.pages = {}
        yield fresh, archive


def test_a_refused_crawl_says_how_to_restore_the_last_one(crawled):
    project, _ = crawled
    before = project.checksums()
    said = project.run("--forcerun", "crawl_archive", "--", CRAWL)
    assert said.returncode != 0 and not (project.folder / CRAWL).exists()
    (command,) = set(re.findall("to restore it: (.*)", said.stdout))
    subprocess.run(command, shell=True, check=True)
    assert project.checksums() == before and project.planned(CRAWL) == {}


def test_a_new_contact_or_delay_crawls_nothing_again(crawled):
    project, archive = crawled
    for change in ({"contact": "writer@example.org", "delay": 3}, {"contact": ""}):
        project.configure(songs={"folder": None}, archive={**archive, **change})
        assert "Nothing to be done" in project.run_to_the_end(CRAWL)


def test_a_run_continues_once_the_truncated_checkpoint_is_deleted(truncated_checkpoint, reference):
    shutil.rmtree(truncated_checkpoint.folder / "results/training/small/step-000004")
    again = "training/small/step-000004/weights.safetensors"
    truncated_checkpoint.run_to_the_end(f"results/{again}")
    assert truncated_checkpoint.checksums()[again] == reference.checksums()[again]


def test_a_song_that_cannot_be_used_is_kept_with_the_reason(fresh):
    (fresh.folder / "songs/99.isb.txt").write_bytes(b"\x00\x01\x02 no song at all")
    fresh.run_to_the_end("results/corpus/songs.parquet")
    assert '"99"' in (fresh.folder / "results/corpus/rejected.jsonl").read_text()


def test_an_unknown_model_is_named(reference):
    done = reference.run("--dry-run", "results/pages/nobody/step-000002.html")
    assert "no model is called 'nobody'" in done.stdout and CONFIG["models"][0]["name"] in done.stdout
